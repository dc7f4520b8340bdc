package io.tripmeter.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each program of one run has observed, by the way to the server and the seed. */
record Transcripts(Map<String, List<String>> programs) {
  private static final String HEAD = "== ";
  private static final String END = "end";
  private static final int CONTEXT = 12;

  static Transcripts read(Path file) {
    Map<String, List<String>> programs = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      List<String> current = new ArrayList<>();
      for (String line : lines.toList()) {
        if (line.startsWith(HEAD)) {
          current = new ArrayList<>();
          programs.put(line.substring(HEAD.length()), current);
        } else {
          current.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (programs.remove(END) == null) {
      throw new IllegalStateException(file + " has no end");
    }
    return new Transcripts(programs);
  }

  /** The names of those that differ. */
  List<String> different(Transcripts others) {
    return programs.keySet().stream()
        .filter(name -> !programs.get(name).equals(others.programs.get(name)))
        .toList();
  }

  /** Where a program's transcript begins to differ from another run's, and what led there. */
  String firstDifference(String name, Transcripts others) {
    List<String> mine = programs.get(name);
    List<String> theirs = others.programs.getOrDefault(name, List.of());
    int at = 0;
    while (at < mine.size() && at < theirs.size() && mine.get(at).equals(theirs.get(at))) {
      at++;
    }
    List<String> text = new ArrayList<>();
    mine.subList(operation(mine, at), at).forEach(line -> text.add("      " + line));
    text.add("  without: " + (at < mine.size() ? mine.get(at) : "(its end)"));
    text.add("  with:    " + (at < theirs.size() ? theirs.get(at) : "(its end)"));
    return String.join("\n", text);
  }

  /** The line that names what was being done, or fewer lines where that is far. */
  private static int operation(List<String> lines, int at) {
    int start = Math.min(at, lines.size() - 1);
    while (start > 0 && start > at - CONTEXT && lines.get(start).startsWith("    ")) {
      start--;
    }
    return Math.max(0, start);
  }
}
