package example.differential;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a program observes, line by line, without what differs from run to run. */
final class Transcript {
  private static final Pattern ADDRESS = Pattern.compile("\\b(127\\.0\\.0\\.1|localhost):\\d+");
  private static final Pattern OF_DRIVER = Pattern.compile("\\b([SC])_\\d+\\b");
  private static final Pattern DURATION = Pattern.compile("after \\d+ ?ms");
  private static final Pattern TEMPORARY = Pattern.compile("\\bpg_temp_\\d+");
  private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{5,8}\\b");

  private final String schema;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> identities = new LinkedHashMap<>();

  Transcript(String schema) {
    this.schema = schema;
  }

  /** PL/pgSQL spells a function as it was first called in a server's session, which behind a pooler is any client's. */
  void line(String what) {
    String line = what.replace("function " + schema + ".", "function ")
        .replace(schema, "SCHEMA")
        .replace("\r", "\\r")
        .replace("\n", "\\n");
    line = ADDRESS.matcher(line).replaceAll("HOST:PORT");
    line = OF_DRIVER.matcher(line).replaceAll("$1_#");
    line = DURATION.matcher(line).replaceAll("after #ms");
    line = TEMPORARY.matcher(line).replaceAll("pg_temp_#");
    text.append(IDENTITY.matcher(line).replaceAll("@#")).append('\n');
  }

  void fact(String what, Object value) {
    line("    " + what + ": " + value);
  }

  /** The same name for the same thing, as long as this program runs: transactions, processes, objects. */
  String identity(String kind, String value) {
    return identities.computeIfAbsent(kind + value, key -> kind + "-" + (identities.size() + 1));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
