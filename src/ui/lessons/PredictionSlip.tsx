/** All questions of the course on one page, with a box to tick for each answer. */
import { lessonNumber } from "../../experiment/lessons/course.ts";
import { LESSONS } from "../../store/lessons.ts";

export function PredictionSlip() {
  return (
    <table className="prediction-slip ruled">
      <caption style={{ fontWeight: 400 }}>
        The number before each question is that of its lesson and page.
      </caption>
      <tbody>
        {LESSONS.flatMap(({ id, questions }) =>
          Object.entries(questions).map(([key, { screen, text, options }]) => (
            <tr key={`${id}.${key}`}>
              <th scope="row">
                {lessonNumber(id)}.{screen}
              </th>
              <td>
                {text}
                {Object.values(options).map((option) => (
                  <span key={option}>☐ {option}</span>
                ))}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
