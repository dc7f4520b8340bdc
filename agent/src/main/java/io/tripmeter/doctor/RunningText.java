package io.tripmeter.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Tripmeter of a running JVM says of itself, for people. Its JSON may be another version's: what is missing is left out. */
final class RunningText {
  /** What is shorter may have no rush hour and no nightly job in it. */
  private static final double SHORT_SECONDS = 24 * 3600;

  private final Lines lines = new Lines();
  private final Map<?, ?> overview;
  private final double seconds;

  private RunningText(@Nullable Map<?, ?> overview) {
    this.overview = overview == null ? Collections.emptyMap() : overview;
    Object observed = this.overview.get("observed_s");
    seconds = observed instanceof Double ? (Double) observed : Double.NaN;
  }

  /**
   * @param page null if there is none
   * @param overview null if it is not known
   * @param unknown why it is not known what is wrong; null if it is
   */
  static String of(
      String title,
      @Nullable String page,
      Map<?, ?> health,
      @Nullable Map<?, ?> overview,
      @Nullable String unknown) {
    RunningText text = new RunningText(overview);
    text.lines.head(title);
    if (page != null) {
      text.lines.line("The page is at %s", page);
    }
    for (Map<?, ?> pool : objects(health.get("pools"))) {
      text.pool(pool);
    }
    text.slowStatements();
    text.timeouts();
    if (unknown != null) {
      text.lines.line("What is wrong is not known: %s.", unknown);
    }
    text.problems();
    return text.lines.toString();
  }

  static List<Map<?, ?>> problems(@Nullable Map<?, ?> overview) {
    return objects(overview == null ? null : overview.get("problems"));
  }

  private static List<Map<?, ?>> objects(@Nullable Object list) {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (list instanceof List) {
      for (Object each : (List<?>) list) {
        if (each instanceof Map) {
          objects.add((Map<?, ?>) each);
        }
      }
    }
    return objects;
  }

  private void pool(Map<?, ?> pool) {
    List<String> facts = new ArrayList<>();
    for (Map.Entry<?, ?> each : pool.entrySet()) {
      if (!"name".equals(each.getKey()) && each.getValue() != null) {
        facts.add(each.getKey() + " " + shown(each.getValue()));
      }
    }
    lines.line("Pool %s: %s", String.valueOf(pool.get("name")), String.join(", ", facts));
  }

  private static String shown(Object value) {
    return value instanceof Double && (Double) value == Math.rint((Double) value)
        ? Long.toString(Math.round((Double) value))
        : value.toString();
  }

  private void slowStatements() {
    Object totals = overview.get("totals");
    Object slow = totals instanceof Map ? ((Map<?, ?>) totals).get("slow_queries") : null;
    if (slow != null) {
      lines.line("Slow statements: %s%s", shown(slow), observed(", in "));
    }
  }

  /** Empty if it is not known. */
  private String observed(String before) {
    if (Double.isNaN(seconds)) {
      return "";
    }
    long whole = Math.round(seconds);
    return before
        + (whole < 120
            ? whole + " s"
            : whole < 7_200 ? whole / 60 + " minutes" : whole / 3_600 + " hours");
  }

  private void timeouts() {
    for (Map<?, ?> pool : objects(overview.get("pools"))) {
      Object suggested = pool.get("suggested_timeouts");
      Object keys =
          suggested instanceof Map ? ((Map<?, ?>) suggested).get("would_have_cut_nothing") : null;
      if (keys != null) {
        lines.line(
            "Timeouts that would have cut nothing of pool %s%s: %s%s",
            String.valueOf(pool.get("name")),
            observed(" in "),
            keys,
            seconds < SHORT_SECONDS
                ? ". That is a short time: look again after a day with everything that the application does."
                : "");
      }
    }
  }

  private void problems() {
    List<Map<?, ?>> problems = problems(overview);
    if (problems.isEmpty()) {
      return;
    }
    lines.head("Problems" + observed(" seen in ") + ", first what costs most");
    int number = 0;
    for (Map<?, ?> problem : problems) {
      List<String> entry = new ArrayList<>();
      add(entry, "", problem.get("title"));
      add(entry, "", problem.get("number"));
      add(entry, "", problem.get("detail"));
      add(entry, "Change: ", problem.get("cure"));
      add(entry, "Tripmeter's key: ", problem.get("setting"));
      add(entry, "Pool: ", problem.get("pool"));
      add(entry, "Route: ", problem.get("route"));
      add(entry, "Statement: ", problem.get("sql"));
      add(entry, "Line: ", problem.get("where"));
      if (problem.get("callers") instanceof List) {
        for (Object caller : (List<?>) problem.get("callers")) {
          add(entry, "Called by: ", caller);
        }
      }
      lines.numbered(++number, entry);
    }
  }

  private static void add(List<String> entry, String name, @Nullable Object text) {
    if (text != null && !text.toString().isEmpty()) {
      entry.add(name + text);
    }
  }
}
