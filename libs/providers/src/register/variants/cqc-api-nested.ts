import type { Arrival } from '../reading/arrival';
import type { Taken } from '../reading/row-reading';
import { spokenName } from '../values/manager-name';
import { readDay } from '../values/read-day';
import { readRating } from '../values/read-rating';
import { listOf } from '../values/split-list';
import type { ApiLocationKey } from './cqc-api-keys';
import {
  type ApiRecord,
  isJsonObject,
  type JsonObject,
  listIn,
  objectIn,
  textOf,
} from './cqc-api-record';

const objects = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/**
 * The registered managers among the contacts of a location's regulated activities, where each stands
 * once for every activity.
 */
export function managersIn(activities: Taken<readonly JsonObject[]>): Taken<string[]> {
  if (!activities) return activities;
  const managers = activities
    .flatMap((activity) => objects(activity['contacts']))
    .filter(
      ({ personRoles }) => Array.isArray(personRoles) && personRoles.includes('Registered Manager'),
    );
  return listOf(
    managers.map((person) =>
      spokenName(
        textOf(person, 'personTitle'),
        textOf(person, 'personGivenName'),
        textOf(person, 'personFamilyName'),
      ),
    ),
  );
}

/**
 * Locations that CQC relates to this one, as `id` or `id: reason` (“1-10216615141: New Provider”).
 */
export function relativesIn(
  relationships: Taken<readonly JsonObject[]>,
): Pick<Arrival<'site'>['values'], 'predecessors' | 'successors'> {
  if (!relationships) return { predecessors: relationships, successors: relationships };
  const ofType = (type: string) =>
    listOf(
      relationships
        .filter((each) => textOf(each, 'type') === type && textOf(each, 'relatedLocationId') !== '')
        .map((each) =>
          [textOf(each, 'relatedLocationId'), textOf(each, 'reason')].filter(Boolean).join(': '),
        ),
    );
  return { predecessors: ofType('HSCA Predecessor'), successors: ofType('HSCA Successor') };
}

interface DatedRating {
  rating: string;
  on: string;
}

/**
 * The rating of a location as a whole and its day. Since 2024 CQC assesses services one by one
 * (“assessment”): a location of one service has that service's rating, one of several has none. The
 * newer of the two ways stands.
 */
export function ratingIn(
  record: ApiRecord<ApiLocationKey>,
): Pick<Arrival<'site'>['values'], 'rating' | 'rated_on'> {
  const ratings = objectIn(record, 'current_ratings');
  const assessments = listIn(record, 'assessment');
  if (ratings === undefined && !assessments) return { rating: undefined, rated_on: undefined };
  const known = [overallOf(ratings ?? {}), ...(assessments ?? []).map(assessed)]
    .filter((each) => each !== null)
    .sort((a, b) => (a.on < b.on ? 1 : -1));
  const [newest] = known;
  if (!newest) return { rating: null, rated_on: null };
  const read = readRating(newest.rating);
  if ('wrong' in read) return { rating: undefined, rated_on: undefined };
  if (read.remark) record.row.warn('current_ratings', read.remark);
  return { rating: read.value, rated_on: read.value === null ? null : newest.on || null };
}

function overallOf(ratings: JsonObject): DatedRating | null {
  const { overall } = ratings;
  return isJsonObject(overall) ? datedRating(overall, textOf(overall, 'reportDate')) : null;
}

function assessed(assessment: JsonObject): DatedRating | null {
  const { ratings } = assessment;
  if (!isJsonObject(ratings)) return null;
  const current = objects(ratings['asgRatings']).filter(
    (each) => textOf(each, 'status') !== 'Archived' && textOf(each, 'rating') !== '',
  );
  const [only] = current;
  return only && current.length === 1
    ? datedRating(only, textOf(assessment, 'assessmentPlanPublishedDateTime'))
    : null;
}

function datedRating(holder: JsonObject, day: string): DatedRating | null {
  const rating = textOf(holder, 'rating');
  const on = readDay(day, 'day-first');
  return rating === '' ? null : { rating, on: 'value' in on ? on.value : '' };
}
