/**
 * Where a real part of this test run is, started for the suite that asks first. Where it cannot run undefined, and the
 * reason is printed. With REQUIRE_FULL_STACK=1 that is a failure.
 */
export async function realPart<Part>(name: string): Promise<Part | undefined> {
  const response = await fetch(`${process.env.TEST_STACK_URL}/${name}`);
  const answer = (await response.json()) as Part & { readonly reason?: string };
  if (response.ok) return answer;
  if (process.env.REQUIRE_FULL_STACK === '1') throw new Error(answer.reason);
  process.stderr.write(`Skipped: ${answer.reason}\n`);
  return undefined;
}
