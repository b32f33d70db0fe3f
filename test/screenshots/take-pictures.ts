import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { faultsOf } from '../harness/pages';
import { type Shot, writeGallery } from './gallery';

/** A desk and a telephone. */
const widths = [1280, 390];

/** Makes pictures into one folder, each at both widths, and keeps account of them. */
export class Camera {
  readonly shots: Shot[] = [];
  /** What a machine finds wrong with a page, one line for each. */
  readonly faults: string[] = [];

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** Of the page as it stands, from its top to its end. */
  async take(page: Page, name: string, what: string): Promise<void> {
    const files: string[] = [];
    for (const width of widths) {
      const file = `${name}-${width}.png`;
      await page.setViewportSize({ width, height: 900 });
      // What stands far below is drawn only once it has been in sight.
      for (const frame of await page.locator('iframe').all()) {
        await frame.scrollIntoViewIfNeeded();
        await page.waitForTimeout(300);
      }
      await page.evaluate('scrollTo(0, 0)');
      await page.screenshot({ path: join(this.folder, file), fullPage: true });
      files.push(file);
    }
    this.shots.push({ name, what, files });
    for (const fault of await faultsOf(page, null)) this.faults.push(`${what}: ${fault}`);
  }

  /** Says in the gallery that a page has no picture. */
  leaveOut(name: string, what: string): void {
    this.shots.push({ name, what, files: null });
  }

  finish(): void {
    writeGallery(this.folder, this.shots);
  }
}

/** Pages that docs/guide.md shows, as much of them as fits on a screen. */
export const guidePictures = [
  'today',
  'cases-id',
  'stalled',
  'groups-providerId',
  'measures',
  'funder-return',
];

/** A picture for the guide: the first screen of a desk. */
export async function takeForGuide(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
