import type { ReservationResolvers } from '../generated/resolvers.ts';

export const Reservation: ReservationResolvers = {
  quota: (reservation) => reservation,
};
