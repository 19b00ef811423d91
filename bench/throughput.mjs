// Onfile beside bare servers.
import { connectionCounts, measureThroughput } from './measure.mjs';
import { floors, scenarios } from './scenarios.mjs';
import { startFloor, startOnfile } from './servers.mjs';
import { decimals, loadCells, loadHead, table, verdict } from './table.mjs';

/** On SQLite, with one process each. `only` chooses scenarios by part of their name. */
export async function throughputTable({ only, ...extent }) {
  const { chosen, needed } = choose(floors, only);
  const subjects = [
    ...needed.map((floor) => ({ ...floor, start: () => startFloor(floor.server) })),
    ...chosen.map((scenario) => ({ ...scenario, start: () => startOnfile() })),
  ];
  return ratioTable(subjects, await measureThroughput(subjects, extent));
}

/** The requested scenarios and the floors that they are compared with; everything without `only`. */
export function choose(allFloors, only = '') {
  const chosen = scenarios.filter(({ name }) => name.includes(only));
  const needed = allFloors.filter(({ key }) => only === '' || chosen.some(({ against }) => against === key));
  return { chosen, needed };
}

/** A row for each subject, with its ratio to the one whose `key` it is `against`. */
export function ratioTable(subjects, measured) {
  const head = connectionCounts.flatMap((connections) => [
    ...loadHead(`${connections} conn`),
    'of its floor',
    'aim',
  ]);
  const rows = subjects.map(({ name, against, aims = {} }) => {
    const floor = subjects.find(({ key }) => against !== undefined && key === against);
    const cells = connectionCounts.flatMap((connections, at) => {
      const result = measured.get(name)[at];
      const ratio = floor && result.perSecond / measured.get(floor.name)[at].perSecond;
      return [
        ...loadCells(result),
        ratio === undefined ? '' : decimals(ratio, 2),
        ratio === undefined || aims[connections] === undefined
          ? ''
          : `≥ ${aims[connections]}: ${verdict(ratio >= aims[connections])}`,
      ];
    });
    return [name, ...cells];
  });
  return table(['', ...head], rows);
}
