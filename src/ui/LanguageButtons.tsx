/** The other languages of the interface, each in its own words. */
import { LANGUAGES, speak, spoken, type Language } from "../store/language.ts";
import { prefer } from "../store/preferences.ts";

export function LanguageButtons() {
  const now = spoken.getState().language;
  return (Object.entries(LANGUAGES) as [Language, string][])
    .filter(([language]) => language !== now)
    .map(([language, name]) => (
      <button
        key={language}
        type="button"
        className="view-button"
        lang={language}
        onClick={() => {
          prefer({ language });
          void speak(language);
        }}
      >
        {name}
      </button>
    ));
}
