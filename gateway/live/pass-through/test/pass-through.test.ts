import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { eventually } from 'platform/bus/test/messages';
import type { RunningGateway } from '../../../gateway.ts';
import { listen } from '../../test/fixture.ts';
import { EVENT_STREAM, heard, MULTIPART, openStream, resultsOf } from '../../test/stream-client.ts';
import { type Chat, startChat } from './chat.ts';
import { ALICE, at, BOB, startBefore, subscribed } from './stage.ts';

const LOBBY = 'subscription { messageSent(room: "lobby") { id text } }';

let chat: Chat;
let gateway: RunningGateway;
beforeEach(async () => {
  chat = await startChat();
  gateway = await startBefore(chat);
});
afterEach(async () => {
  await gateway.close();
  await chat.close();
});

describe('a field of Subscription that a subgraph has itself', () => {
  test('brings what the subgraph sends, and fields of entities from the others', async () => {
    const received = await subscribed(
      gateway,
      chat,
      'subscription { messageSent(room: "lobby") { text author { id name } } }',
    );
    chat.send({ id: '1', text: 'hello', author: 'kim' });
    chat.send({ id: '2', text: 'anyone?' });
    await eventually(() => received.events.length === 2);
    received.stop();
    expect(received.events).toEqual([
      { messageSent: { text: 'hello', author: { id: 'kim', name: 'Mx kim' } } },
      { messageSent: { text: 'anyone?', author: null } },
    ]);
    expect(received.errors).toEqual([]);
  });

  test('takes variables, aliases and fragments', async () => {
    const query = `
      subscription Sent($room: ID!, $from: String, $long: Boolean = false) {
        post: messageSent(room: $room, filter: { from: $from }) { ...Post at: __typename more: text @include(if: $long) }
      }
      fragment Post on Message { key: id author { called: name } }`;
    const received = await subscribed(gateway, chat, query, { variables: { room: 'attic', long: true } });
    chat.send({ id: '1', text: 'elsewhere' });
    chat.send({ id: '2', text: 'here', author: 'kim' }, 'attic');
    await eventually(() => received.events.length > 0);
    received.stop();
    expect(received.events).toEqual([
      { post: { key: '2', author: { called: 'Mx kim' }, at: 'Message', more: 'here' } },
    ]);
    expect(chat.subscribed).toMatchObject([{ variables: { room: 'attic' } }]);
  });

  test('may be of an abstract type', async () => {
    const query =
      'subscription { anythingSent { id ... on Picture { width } ... on Message { author { name } } } }';
    const received = await subscribed(gateway, chat, query);
    chat.send({ id: '1', width: 640 });
    chat.send({ id: '2', author: 'kim' });
    await eventually(() => received.events.length === 2);
    received.stop();
    expect(received.events).toEqual([
      { anythingSent: { id: '1', width: 640 } },
      { anythingSent: { id: '2', author: { name: 'Mx kim' } } },
    ]);
  });

  test('the same subgraph may be asked for entities beside it', async () => {
    const received = await subscribed(
      gateway,
      chat,
      'subscription { messageSent(room: "lobby") { author { name messages } } }',
    );
    chat.send({ id: '1', author: 'kim' });
    await eventually(() => received.events.length === 1);
    received.stop();
    expect(received.events).toEqual([{ messageSent: { author: { name: 'Mx kim', messages: 3 } } }]);
  });

  test.each([EVENT_STREAM, MULTIPART])('over %s too; Last-Event-ID is ignored', async (accept) => {
    const headers = { 'last-event-id': 'of another stream' };
    const streamed = await openStream(at(gateway), { query: LOBBY, accept, headers, token: ALICE });
    await eventually(() => chat.subscriptions() === 1);
    chat.send({ id: '1', text: 'hello' });
    await heard(streamed, 1);
    streamed.leave();
    expect(resultsOf(streamed)).toEqual([{ data: { messageSent: { id: '1', text: 'hello' } } }]);
    await eventually(() => chat.subscriptions() === 0);
  });

  test('is for everybody unless it says otherwise', async () => {
    const streamed = await openStream(at(gateway), { query: LOBBY, token: '' });
    await eventually(() => chat.subscriptions() === 1);
    streamed.leave();
  });
});

describe('errors', () => {
  test('of the subgraph in an event are masked, and the stream goes on', async () => {
    const received = await subscribed(
      gateway,
      chat,
      'subscription { messageSent(room: "lobby") { id unreadable } }',
    );
    chat.send({ id: '1' });
    chat.send({ id: '2' });
    await eventually(() => received.events.length === 2);
    received.stop();
    expect(received.events).toMatchObject([
      { messageSent: { id: '1', unreadable: null } },
      { messageSent: { id: '2', unreadable: null } },
    ]);
    expect(received.errors[0]).toMatchObject({
      message: 'Internal server error',
      path: ['messageSent', 'unreadable'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'chat' },
    });
    expect(JSON.stringify(received.errors)).not.toContain('disk 7');
  });

  test('instead of a stream are told, masked, and end it', async () => {
    const received = listen(at(gateway), 'subscription { failing { id } }', { token: ALICE });
    expect(await received.ended).toEqual({});
    expect(received.errors).toMatchObject([
      { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'chat' } },
    ]);
  });

  test.each([
    ['a code of its own: masked', 'NO_SUCH_ROOM', 'INTERNAL_SERVER_ERROR'],
    ['one of our codes: told', 'NOT_FOUND', 'NOT_FOUND'],
  ])('with which the subgraph refuses the operation end it, with %s', async (_how, given, told) => {
    const refusing = await startChat({ refusal: new GraphQLError('No.', { extensions: { code: given } }) });
    const before = await startBefore(refusing);
    expect(await listen(at(before), LOBBY, { token: ALICE }).ended).toEqual({ code: told });
    await before.close();
    await refusing.close();
  });

  test('a variable that does not fit is refused before the subgraph is asked', async () => {
    const query = 'subscription ($from: Int!) { countdown(from: $from) }';
    const received = listen(at(gateway), query, { token: ALICE, variables: { from: 'ten' } });
    expect(await received.ended).toEqual({ code: 'BAD_USER_INPUT' });
    expect(chat.connected).toEqual([]);
  });
});

describe('who may', () => {
  test('nobody without a token gets a field that asks for one, and the subgraph is not asked', async () => {
    const query = 'subscription { memberMessageSent { id } }';
    const refused = await openStream(at(gateway), { query, token: '' });
    await refused.ended;
    expect(refused.text()).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
    expect(chat.connected).toEqual([]);
  });

  test('what the actor may not have of an event is null, with its error', async () => {
    const received = await subscribed(
      gateway,
      chat,
      'subscription { messageSent(room: "lobby") { author { name email } } }',
    );
    chat.send({ id: '1', author: 'kim' });
    await eventually(() => received.events.length === 1);
    received.stop();
    expect(received.events).toEqual([{ messageSent: { author: { name: 'Mx kim', email: null } } }]);
    expect(received.errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }]);
  });
});

describe('the end', () => {
  test('the subgraph completes: everything that it sent comes first', async () => {
    const received = listen(at(gateway), 'subscription { countdown(from: 3) }', { token: ALICE });
    expect(await received.ended).toEqual({});
    expect(received.events).toEqual([3, 2, 1, 0].map((countdown) => ({ countdown })));
  });

  test('the client completes: so does the gateway at the subgraph', async () => {
    const received = await subscribed(gateway, chat, LOBBY);
    received.stop();
    await eventually(() => chat.subscriptions() === 0);
  });

  test('clients that go leave no socket behind', async () => {
    const query = LOBBY;
    const leaving = [
      await subscribed(gateway, chat, query),
      await subscribed(gateway, chat, query),
      await subscribed(gateway, chat, query, { token: BOB }),
    ];
    const streamed = await openStream(at(gateway), { query, token: ALICE });
    await eventually(() => chat.subscriptions() === 4);
    streamed.leave();
    for (const { client } of leaving) client.terminate();
    await eventually(() => chat.subscriptions() === 0 && chat.sockets.size === 0);
  });
});

describe('a subgraph that is lost', () => {
  test('ends the subscription, for events may have been missed; subscribing again works', async () => {
    const received = await subscribed(gateway, chat, LOBBY);
    chat.kill();
    expect(await received.ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    const again = await subscribed(gateway, chat, LOBBY);
    chat.send({ id: '1' });
    await eventually(() => again.events.length === 1);
    again.stop();
  });

  test('also when it says good-bye', async () => {
    const received = await subscribed(gateway, chat, LOBBY);
    for (const socket of chat.sockets) socket.close(1000);
    expect(await received.ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(chat.connected).toHaveLength(1);
  });

  test('and comes back, serves who subscribes again', async () => {
    const received = await subscribed(gateway, chat, LOBBY);
    chat.goAway();
    expect(await received.ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(await listen(at(gateway), LOBBY, { token: ALICE }).ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    chat.comeBack();
    const again = await subscribed(gateway, chat, LOBBY);
    chat.send({ id: '1' });
    await eventually(() => again.events.length === 1);
    again.stop();
  });
});
