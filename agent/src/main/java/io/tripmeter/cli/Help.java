package io.tripmeter.cli;

import io.tripmeter.config.Option;
import io.tripmeter.config.Version;
import java.io.PrintStream;
import java.util.regex.Pattern;

/** The help text: how to attach the agent, and every option with its default. */
final class Help {
  private static final String INDENT = "      ";
  private static final int WIDTH = 100;
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]+\\)");

  private Help() {}

  static void print(PrintStream out) {
    out.println("Tripmeter " + Version.current()
        + ": warm connection pools, safe session settings and counted round trips");
    out.println("for Java applications that talk to PostgreSQL. One agent, no code changes.");
    out.println();
    out.println("Attach it:");
    out.println("  java -javaagent:tripmeter-agent.jar -jar application.jar");
    out.println("  java -javaagent:tripmeter-agent.jar=key=value,key=value -jar application.jar");
    out.println("  JAVA_TOOL_OPTIONS=-javaagent:/path/tripmeter-agent.jar");
    out.println();
    out.println("Look at a database, or ask a JVM that it is in (doctor --help):");
    out.println(
        "  java -jar tripmeter-agent.jar doctor jdbc:postgresql://host:5432/database --user app");
    out.println("  java -jar tripmeter-agent.jar doctor --pid 4711");
    out.println();
    out.println("This jar's own arguments: doctor, --help, --version");
    out.println();
    out.println(
        "Options, given by (highest first) agent argument <key>, system property tripmeter.<key>, environment");
    out.println(
        "TRIPMETER_<KEY> (dots and dashes as underscores), the properties file named by config. Durations: 500ms,");
    out.println(
        "30s, 5m, 1h, 0 = off. Marked with *: for one pool as well, tripmeter.pools.<pool name>.<key>.");
    options(out);
    out.println();
    out.println("Documentation: docs/ of the project, " + Version.project());
  }

  private static void options(PrintStream out) {
    String section = "";
    for (Option option : Option.values()) {
      if (!section(option).equals(section)) {
        section = section(option);
        out.println();
        out.println(section);
      }
      out.println(
          "  " + option.key() + (option.isPerPool() ? " *" : "") + " = " + option.shownDefault());
      // The documentation has the same sentence, with links.
      wrap(LINK.matcher(option.meaning()).replaceAll("$1").replace('`', '\''), out);
    }
  }

  /** The heading for an option. Options without a group of their own share one. */
  private static String section(Option option) {
    switch (option.group()) {
      case "enabled":
      case "mode":
      case "config":
        return "agent";
      case "metrics":
      case "otlp":
      case "service-name":
      case "spans":
        return "signals";
      default:
        return option.group();
    }
  }

  private static void wrap(String sentence, PrintStream out) {
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : sentence.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        out.println(line.toString().replaceAll("\\s+$", ""));
        line.setLength(0);
        line.append(INDENT);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().replaceAll("\\s+$", ""));
  }
}
