package io.tripmeter.differential;

import io.tripmeter.differential.Programs.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One batch of programs without the agent and with it. A program whose runs differ runs once more without it: one that does not repeat
 * itself says nothing about the agent, and is named; there may be few.
 */
final class Comparison {
  private static final double UNREPEATABLE_AT_MOST = 0.02;

  private final Programs programs;
  private final Batch batch;
  private final Map<String, String> settings;
  private final Map<Long, Transcripts> again = new LinkedHashMap<>();

  Comparison(Programs programs, Batch batch, Map<String, String> settings) {
    this.programs = programs;
    this.batch = batch;
    this.settings = settings;
  }

  /** What differs and how to see it again; empty if nothing does. */
  List<String> differences() {
    Programs.Run bareRun = programs.withoutAgent(batch);
    Programs.Run agentRun = programs.withAgent(batch, settings);
    Transcripts bare = bareRun.transcripts();
    Transcripts ours = agentRun.transcripts();
    List<String> differences = new ArrayList<>();
    List<String> unrepeatable = new ArrayList<>();
    for (String name : bare.different(ours)) {
      if (repeats(name, bare)) {
        differences.add(name + "\n" + bare.firstDifference(name, ours) + "\n" + replay(name));
      } else {
        unrepeatable.add(name + "\n" + bare.firstDifference(name, again.get(seed(name))));
      }
    }
    if (!unrepeatable.isEmpty()) {
      System.out.println(
          "not compared, because without the agent they do not repeat themselves: " + unrepeatable);
    }
    if (unrepeatable.size() > Math.max(1, UNREPEATABLE_AT_MOST * bare.programs().size())) {
      differences.add("too many programs that do not repeat themselves: " + unrepeatable);
    }
    return differences;
  }

  private boolean repeats(String name, Transcripts bare) {
    Transcripts second = again.computeIfAbsent(
        seed(name), seed -> programs.withoutAgent(batch.only(seed)).transcripts());
    return bare.programs().get(name).equals(second.programs().get(name));
  }

  private static long seed(String name) {
    return Long.parseLong(name.substring(name.indexOf(' ') + 1));
  }

  private String replay(String name) {
    return "  again: -Dtest=DifferentialTest -Dtripmeter.test.differential.seed=" + seed(name)
        + " -Dtripmeter.test.differential.count=1, pgjdbc " + batch.pgjdbc() + ", HikariCP "
        + batch.hikari() + ", " + settings;
  }
}
