/** A progress bar on stderr: redrawn in place on a terminal, a line every tenth elsewhere. */
const WIDTH = 30;

export function progressBar(total: number): {
  update(step: number): void;
  say(message: string): void;
  end(): void;
} {
  const { stderr } = process;
  let drawn = false;
  let tenth = -1;
  const clear = (): void => {
    if (drawn) stderr.write("\r\u001b[K");
    drawn = false;
  };
  return {
    update: (step) => {
      const share = total > 0 ? Math.min(1, step / total) : 1;
      if (stderr.isTTY) {
        const filled = Math.round(share * WIDTH);
        stderr.write(
          `\r\u001b[K[${"#".repeat(filled)}${".".repeat(WIDTH - filled)}] step ${step} of ${total}`,
        );
        drawn = true;
      } else if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        stderr.write(`step ${step} of ${total}\n`);
      }
    },
    say: (message) => {
      clear();
      stderr.write(`${message}\n`);
    },
    end: clear,
  };
}
