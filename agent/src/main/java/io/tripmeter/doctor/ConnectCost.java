package io.tripmeter.doctor;

import java.util.EnumMap;
import java.util.Map;

/** What opening one connection has cost, by what its round trips were for. Immutable. */
final class ConnectCost {
  private final Map<Wire.Phase, Integer> trips = new EnumMap<>(Wire.Phase.class);
  private final Map<Wire.Phase, Double> millis = new EnumMap<>(Wire.Phase.class);
  private final double all;

  /** @param authentication round trips of the login: what is encrypted beyond them are statements */
  ConnectCost(Opened opened, int authentication) {
    all = opened.millis();
    int login = 0;
    for (Wire.Trip trip : opened.wire().trips().subList(0, opened.trips())) {
      Wire.Phase phase = trip.phase;
      if (phase == Wire.Phase.AUTHENTICATION && ++login > authentication) {
        phase = Wire.Phase.LATER;
      }
      trips.merge(phase, 1, Integer::sum);
      millis.merge(phase, trip.nanos / 1e6, Double::sum);
    }
  }

  int trips() {
    int sum = 0;
    for (int each : trips.values()) {
      sum += each;
    }
    return sum;
  }

  int trips(Wire.Phase phase) {
    return trips.getOrDefault(phase, 0);
  }

  double millis(Wire.Phase phase) {
    return millis.getOrDefault(phase, 0.0);
  }

  /** From the driver's call to its return. */
  double millis() {
    return all;
  }

  /** What is no round trip: keys of SCRAM and TLS are computed, names resolved. */
  double computing() {
    double onWire = 0;
    for (double each : millis.values()) {
      onWire += each;
    }
    return Math.max(0, all - onWire);
  }

  /** False where the server trusts this host, or knows the user in another way. */
  boolean isPasswordAsked() {
    return trips(Wire.Phase.AUTHENTICATION) > 0;
  }

  /** How the server wants to be convinced, by the round trips that this takes. */
  String login() {
    switch (trips(Wire.Phase.AUTHENTICATION)) {
      case 0:
        return "no password asked";
      case 1:
        return "password or MD5";
      default:
        return "SCRAM";
    }
  }
}
