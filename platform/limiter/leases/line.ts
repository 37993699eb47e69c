/** Questions that are answered one after the other. */
export interface Line<Question, Answer> {
  /** How many wait, with the one whose turn it is. */
  readonly length: number;
  /** Rejects as `answer` does, also when it was another question it could not answer. */
  join(question: Question): Promise<Answer>;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** When a question cannot be answered, all that wait behind it hear the same: nobody waits for one failure after another. */
export function createLine<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
): Line<Question, Answer> {
  const waiting: Waiting<Question, Answer>[] = [];

  async function serve(): Promise<void> {
    try {
      for (let first = waiting[0]; first; first = waiting[0]) {
        first.resolve(await answer(first.question));
        waiting.shift();
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
