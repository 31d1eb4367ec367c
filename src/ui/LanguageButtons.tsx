/** The other languages of the interface, each in its own words. */
import { LANGUAGES, speak, spoken, type Language } from "../store/language.ts";
import { prefer } from "../store/preferences.ts";

export function LanguageButtons() {
  const now = spoken.getState().language;
  return (Object.keys(LANGUAGES) as Language[])
    .filter((language) => language !== now)
    .map((language) => (
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
        {LANGUAGES[language].name}
      </button>
    ));
}
