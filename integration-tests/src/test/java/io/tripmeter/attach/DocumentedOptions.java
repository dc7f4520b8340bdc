package io.tripmeter.attach;

import io.tripmeter.testing.Libraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of docs/configuration.md, which a test of the agent's compares with its options. */
public final class DocumentedOptions {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|");

  private DocumentedOptions() {}

  public static List<String> keys() {
    Path docs =
        Libraries.childClasses().resolve("../../../docs/configuration.md").normalize();
    try {
      return ROW.matcher(Files.readString(docs))
          .results()
          .map(row -> row.group(1))
          // Other tables have some of them again.
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
