/** The answer to an event: made once for all subscribers who get the same. */
export interface EventAnswer {
  /** As JSON; undefined until it is there. */
  readonly text: string | undefined;
  /** What it cost, where that is measured. */
  readonly points: number | undefined;
  /** Calls back once it is there, at once or later. */
  whenThere(callback: () => void): void;
}

/** `make` never rejects; it may say what the answer cost. */
export function eventAnswer(make: (onCost: (points: number) => void) => Promise<string>): EventAnswer {
  let text: string | undefined;
  let points: number | undefined;
  let waiting: (() => void)[] = [];
  const made = make((cost) => {
    points = cost;
  });
  void made.then((answer) => {
    text = answer;
    const all = waiting;
    waiting = [];
    for (const callback of all) callback();
  });
  return {
    get text() {
      return text;
    },
    get points() {
      return points;
    },
    whenThere(callback) {
      if (text === undefined) waiting.push(callback);
      else callback();
    },
  };
}
