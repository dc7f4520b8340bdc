package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "configuration.md");
  private static final String HEAD = "| key | default | per pool | meaning |";

  @Test
  void theDocsListEveryOption() throws IOException {
    List<String> documented = documentedRows();
    List<String> wrong = new ArrayList<>();
    for (Option option : Option.values()) {
      String expected = row(option);
      if (documented.stream()
          .noneMatch(line -> withoutCodeInDefault(line).equals(withoutCodeInDefault(expected)))) {
        wrong.add("add or correct: " + expected);
      }
    }
    for (String line : documented) {
      if (List.of(Option.values()).stream()
          .noneMatch(option -> line.startsWith("| `" + option.key() + "` |"))) {
        wrong.add("remove: " + line);
      }
    }
    assertEquals("", String.join("\n", wrong), "docs/configuration.md differs from Option");
    assertEquals(
        Option.values().length, documented.size(), "rows in docs/configuration.md, none twice");
  }

  private static List<String> documentedRows() throws IOException {
    return Files.readAllLines(DOCS).stream()
        .dropWhile(line -> !line.equals(HEAD))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String row(Option option) {
    String perPool = option.isPerPool() ? " yes " : " ";
    return "| `" + option.key() + "` | `" + option.shownDefault() + "` |" + perPool + "| "
        + option.meaning() + " |";
  }

  /** A default is either a value in backticks or plain words. */
  private static String withoutCodeInDefault(String row) {
    String[] cells = row.split("\\|", 4);
    return cells[1] + "|" + cells[2].replace("`", "") + "|" + cells[3];
  }
}
