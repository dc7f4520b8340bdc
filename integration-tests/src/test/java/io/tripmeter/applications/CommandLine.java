package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of a program that ends by itself, and what it cost on the link. */
record CommandLine(int status, List<String> answer, List<String> messages, long turnArounds) {
  /** Shorter than the migrations' longest step. */
  static final String SHORT_TIMEOUTS =
      "metrics.listen=off,spans=off,pools.none.session.statement-timeout=500ms,pools.none.session"
          + ".lock-timeout=500ms,pools.none.session.idle-in-transaction-timeout=500ms";

  private static final List<String> OF_POOLER = List.of(
      "info: DB endpoint is behind an unknown proxy",
      "warn: migration runs through a pooler that may share sessions, where its locks and settings may"
          + " be lost: name the server in endpoint.direct");

  /** Of a driver's connect with Tripmeter, without TLS. */
  private static final long CONNECT = 3;

  private static final Pattern OUR_COUNT =
      Pattern.compile("program ended; .* program=(\\S+) round_trips=(\\d+) ");

  static CommandLine run(ForkedJvmBuilder builder, Link link, String agent) {
    boolean attached = !agent.isEmpty();
    Link.Count mark = link.mark();
    try (ForkedJvm jvm = (attached ? builder.agent(agent) : builder).start()) {
      int status = jvm.exitCode();
      Link.Count cost = link.since(mark);
      if (attached) {
        assertCounted(jvm, cost);
      }
      List<String> answer = new ArrayList<>(jvm.stdout());
      jvm.stderr().stream()
          .filter(line -> !line.startsWith("tripmeter: "))
          .filter(line -> !line.contains("Sharing is only supported for boot loader classes"))
          .forEach(answer::add);
      return new CommandLine(
          status,
          answer.stream().map(CommandLine::alike).toList(),
          Said.messages(jvm),
          cost.turnArounds());
    }
  }

  /** What stands before the server, what is slow, and the sum, once each. */
  static void assertWorthSaying(String place, boolean isSlow, CommandLine run) {
    List<String> expected = new ArrayList<>(place.equals(Site.DIRECT) ? List.of() : OF_POOLER);
    if (isSlow) {
      expected.add("warn: slow query");
    }
    expected.add("info: program ended; this is what its main thread did");
    assertEquals(expected, run.messages());
  }

  /** The main thread's round trips and those of connecting are all there are. */
  private static void assertCounted(ForkedJvm jvm, Link.Count cost) {
    Matcher count = OUR_COUNT.matcher(jvm.output());
    assertTrue(count.find(), jvm::output);
    assertEquals(
        cost.turnArounds() - CONNECT * cost.connections(),
        Long.parseLong(count.group(2)),
        jvm::output);
  }

  /** Without what differs each time. */
  private static String alike(String line) {
    return line.replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][\\d:.Z]+", "TIME")
        .replaceAll("(time|Time)\"? ?:? ?[\\d:.]+", "$1 TAKEN")
        .replaceAll("at \\d\\d:\\d\\d:\\d\\d", "at TIME")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS");
  }
}
