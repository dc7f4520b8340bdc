package io.tripmeter.demo;

import java.util.List;

/** The same steps without Tripmeter and with it. */
record Comparison(List<Cost> without, List<Cost> with) {
  private static final String HEADS = "%-24s | %-38s | %-38s%n";
  private static final String ROW = "%-24s | %10s %12s %14s | %10s %12s %14s%n";

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(String.format(HEADS, "", "without Tripmeter", "with Tripmeter"));
    String[] columns = {"time", "round trips", "Tripmeter says"};
    table.append(String.format(
        ROW, "", columns[0], columns[1], columns[2], columns[0], columns[1], columns[2]));
    for (int i = 0; i < without.size(); i++) {
      Cost bare = without.get(i);
      Cost warm = with.get(i);
      table.append(String.format(
          ROW,
          bare.what(),
          millis(bare),
          trips(bare),
          said(bare),
          millis(warm),
          trips(warm),
          said(warm)));
    }
    return table.toString();
  }

  private static String millis(Cost cost) {
    return String.format("%,d ms", cost.millis());
  }

  private static String trips(Cost cost) {
    return Long.toString(cost.onTheLink().turnArounds());
  }

  private static String said(Cost cost) {
    return cost.reported().isPresent() ? Long.toString(cost.reported().getAsLong()) : "-";
  }
}
