package io.tripmeter.applications;

import io.tripmeter.testing.ForkedJvm;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a program and Tripmeter in it have said. */
final class Said {
  private static final String OURS = "tripmeter: ";

  private Said() {}

  /** Tripmeter's messages, with their levels and without their fields. */
  static List<String> messages(ForkedJvm jvm) {
    return lines(jvm).stream()
        .map(line -> line.substring(OURS.length()).replaceFirst(" [a-z_]+=.*", ""))
        .toList();
  }

  static List<String> lines(ForkedJvm jvm) {
    return jvm.output().lines().filter(line -> line.startsWith(OURS)).toList();
  }

  /** Tripmeter's warnings, each once, without those that a low threshold asks for. */
  static List<String> warnings(ForkedJvm jvm) {
    return messages(jvm).stream()
        .filter(message -> message.startsWith("warn: "))
        .filter(message -> !message.startsWith("warn: slow quer"))
        .distinct()
        .sorted()
        .toList();
  }

  /** What the program says is an error, and Tripmeter. */
  static List<String> errors(ForkedJvm jvm) {
    return jvm.output()
        .lines()
        .filter(line -> line.matches("(\\S+ \\S+ | )?ERROR\\b.*|tripmeter: error.*"))
        .toList();
  }

  /** Slow queries and repeated statements that name no line of these packages. */
  static List<String> strangeCallers(ForkedJvm jvm, String packages) {
    return strangeCallers(jvm, 0, packages);
  }

  /** @param from the output's line from which on it matters */
  static List<String> strangeCallers(ForkedJvm jvm, int from, String packages) {
    return jvm.output()
        .lines()
        .skip(from)
        .filter(line -> line.startsWith(OURS))
        .filter(line -> line.contains(": slow query ") || line.contains("statement repeated"))
        .filter(line -> !line.contains(" caller=" + packages))
        .toList();
  }

  /** Routes with repeated statements (N+1). */
  static Set<String> repeatingRoutes(ForkedJvm jvm) {
    return lines(jvm).stream()
        .filter(line -> line.contains("statement repeated"))
        .map(line -> line.replaceFirst(".* route=(\\S+) .*", "$1"))
        .collect(Collectors.toSet());
  }
}
