export interface LineOptions<Question, Answer> {
  /** Undefined: not yet. */
  readonly answer: (question: Question) => Answer | undefined;
  /** Until there is more to answer with. */
  readonly more: (question: Question) => Promise<void>;
}

/** Questions that are answered in the order in which they came. */
export interface Line<Question, Answer> {
  /** How many wait. */
  readonly length: number;
  /** Rejects as `more` does, also for a question that came before. */
  join(question: Question): Promise<Answer>;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** When there is no more for one, all that wait behind it hear the same: nobody waits for one failure after another. */
export function createLine<Question, Answer>(options: LineOptions<Question, Answer>): Line<Question, Answer> {
  const waiting: Waiting<Question, Answer>[] = [];

  async function serve(): Promise<void> {
    try {
      for (let first = waiting[0]; first; first = waiting[0]) {
        const answer = options.answer(first.question);
        if (answer === undefined) await options.more(first.question);
        else waiting.shift()?.resolve(answer);
      }
    } catch (error) {
      for (const { reject } of waiting.splice(0)) reject(error);
    }
  }

  return {
    get length() {
      return waiting.length;
    },
    join(question) {
      const answered = new Promise<Answer>((resolve, reject) => {
        waiting.push({ question, resolve, reject });
      });
      if (waiting.length === 1) void serve();
      return answered;
    },
  };
}
