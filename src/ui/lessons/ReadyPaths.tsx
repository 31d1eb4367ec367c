/** Ways through the lessons for one hour of teaching, with minutes and a message for each screen. */
import { lessonNumber } from "../../experiment/lessons/course.ts";
import { PATHS, PREREQUISITES } from "../../experiment/lessons/paths.ts";
import { lessonLink } from "../../experiment/lessons/place.ts";
import { closeSheet } from "../parts/Sheet.tsx";
import { TableHead } from "../parts/RowsTable.tsx";

export function ReadyPaths() {
  return (
    <div className="ready-paths row">
      {PATHS.map(({ name, aim, stops }) => (
        <details key={name}>
          <summary>For teachers: a ready path of {name}</summary>
          <p>
            {aim} Students need: {PREREQUISITES}
          </p>
          <table className="number-table">
            <TableHead names={["Screen", "Minutes", "Message"]} />
            <tbody>
              {stops.map(({ lesson, screen, minutes, message }) => (
                <tr key={`${lesson}.${screen}`}>
                  <th scope="row">
                    <a href={`#${lessonLink({ lesson, screen })}`} onClick={closeSheet}>
                      {lessonNumber(lesson)}.{screen}
                    </a>
                  </th>
                  <td>{minutes}</td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </div>
  );
}
