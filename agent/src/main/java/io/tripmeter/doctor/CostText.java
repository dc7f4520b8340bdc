package io.tripmeter.doctor;

import java.util.List;
import java.util.Locale;

/** The part of the report that is measured: the link, opening a connection, filling a pool. */
final class CostText {
  /** Below, milliseconds have too few digits. */
  private static final double SHORT_MILLIS = 0.1;

  private static final String CONNECT = "%-28s %14s %10s %18s %10s";
  private static final String CROWD = "%-12s %27s %32s";

  private CostText() {}

  static void add(Lines lines, Examination found, int pool) {
    link(lines, found.link, pool);
    connect(lines, found.alone, found.asTripmeter);
    crowds(lines, found.crowds);
  }

  static void link(Lines lines, LinkTimes link, int pool) {
    boolean isShort = link.median() < SHORT_MILLIS;
    String unit = isShort ? "microseconds" : "ms";
    double scale = isShort ? 1_000 : 1;
    lines.head("Link: a round trip takes " + number(link.median() * scale, isShort) + ' ' + unit);
    lines.line(
        "Median %s, 95th percentile %s, jitter %s, fastest %s %s: %d times \"%s\" on one connection.",
        number(link.median() * scale, isShort),
        number(link.p95() * scale, isShort),
        number(link.jitter() * scale, isShort),
        number(link.fastest() * scale, isShort),
        unit,
        link.samples(),
        LinkTimes.STATEMENT);
    lines.line(
        "At most %s round trips a second on one connection, %s on %d.",
        rate(1000 / link.median()), rate(pool * 1000 / link.median()), pool);
  }

  private static String number(double value, boolean isWhole) {
    return String.format(Locale.ROOT, isWhole ? "%,.0f" : value < 10 ? "%.2f" : "%.1f", value);
  }

  private static String rate(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  static void connect(Lines lines, ConnectCost alone, ConnectCost asTripmeter) {
    lines.head("Opening a connection: " + alone.trips() + " round trips by the driver alone, "
        + asTripmeter.trips() + " with Tripmeter");
    lines.row(CONNECT, "", "driver alone", "ms", "with Tripmeter", "ms");
    phase(lines, "TCP", Wire.Phase.TCP, alone, asTripmeter);
    phase(lines, "asking for TLS", Wire.Phase.TLS_REQUEST, alone, asTripmeter);
    phase(lines, "TLS", Wire.Phase.TLS, alone, asTripmeter);
    phase(lines, "startup", Wire.Phase.STARTUP, alone, asTripmeter);
    phase(lines, "login: " + asTripmeter.login(), Wire.Phase.AUTHENTICATION, alone, asTripmeter);
    phase(lines, "settings of the driver's", Wire.Phase.LATER, alone, asTripmeter);
    lines.row(
        CONNECT, "computing", "", millis(alone.computing()), "", millis(asTripmeter.computing()));
    lines.row(
        CONNECT,
        "all",
        alone.trips(),
        millis(alone.millis()),
        asTripmeter.trips(),
        millis(asTripmeter.millis()));
    if (!asTripmeter.isPasswordAsked()) {
      lines.line(
          "The server asked for no password (trust, peer or cert in its pg_hba.conf). With one, SCRAM takes 2 round trips more of each connection, and"
              + " some milliseconds of computing.");
    }
  }

  private static void phase(
      Lines lines, String name, Wire.Phase phase, ConnectCost alone, ConnectCost asTripmeter) {
    if (alone.trips(phase) + asTripmeter.trips(phase) > 0) {
      lines.row(
          CONNECT,
          name,
          alone.trips(phase),
          millis(alone.millis(phase)),
          asTripmeter.trips(phase),
          millis(asTripmeter.millis(phase)));
    }
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  static void crowds(Lines lines, List<Crowd> crowds) {
    lines.head("Filling a pool");
    lines.row(CROWD, "connections", "one after the other, ms", "in parallel by Tripmeter, ms");
    boolean isAnyCalculated = false;
    for (Crowd each : crowds) {
      isAnyCalculated |= !each.serialMeasured;
      lines.row(
          CROWD,
          each.size,
          (each.serialMeasured ? "" : "about ") + whole(each.serialMillis),
          each.parallelMillis == null ? "not tried" : whole(each.parallelMillis));
    }
    for (Crowd each : crowds) {
      if (each.leftOut != null) {
        lines.line("%d were not opened: %s.", each.size, each.leftOut);
      }
    }
    lines.line(
        "One after the other is what a pool does%s. In parallel is Tripmeter's warm-up. All are closed.",
        isAnyCalculated ? "; \"about\" is calculated from what was measured" : "");
  }

  private static String whole(double millis) {
    return String.format(Locale.ROOT, "%,.0f", millis);
  }
}
