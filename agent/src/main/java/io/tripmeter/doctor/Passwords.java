package io.tripmeter.doctor;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a password is looked for: PGPASSWORD, then the file PGPASSFILE or {@code ~/.pgpass} by libpq's rules (PostgreSQL manual 32.16): the
 * first line that fits counts, and a file that others can read is ignored. Of several hosts, the first that has a line counts, because the
 * driver takes one password for all.
 */
final class Passwords {
  private final Map<String, String> environment;
  private final PrintStream warnings;

  Passwords(Map<String, String> environment, PrintStream warnings) {
    this.environment = environment;
    this.warnings = warnings;
  }

  /** Null if there is none. */
  @Nullable
  String find(Places places, String database, String user) {
    String given = environment.get("PGPASSWORD");
    if (given != null && !given.isEmpty()) {
      return given;
    }
    String named = environment.get("PGPASSFILE");
    Path file = named == null || named.isEmpty()
        ? Paths.get(System.getProperty("user.home", ""), ".pgpass")
        : Paths.get(named);
    if (!Files.isRegularFile(file) || isReadByOthers(file)) {
      return null;
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (int i = 0; i < places.count(); i++) {
        String password = first(lines, places.host(i), places.port(i), database, user);
        if (password != null) {
          return password;
        }
      }
    } catch (IOException unreadable) {
      warnings.println("tripmeter-agent doctor: " + file + " cannot be read");
    }
    return null;
  }

  private static @Nullable String first(List<String> lines, String... place) {
    for (String line : lines) {
      String password = line.startsWith("#") ? null : of(line, place);
      if (password != null) {
        return password;
      }
    }
    return null;
  }

  private boolean isReadByOthers(Path file) {
    try {
      Set<PosixFilePermission> all = Files.getPosixFilePermissions(file, new LinkOption[0]);
      for (PosixFilePermission each : all) {
        if (!each.name().startsWith("OWNER_")) {
          warnings.println("tripmeter-agent doctor: " + file
              + " is ignored, because others may read or write it: chmod 600 " + file);
          return true;
        }
      }
    } catch (IOException | UnsupportedOperationException notPosix) {
      // As libpq on Windows: the directory is protected.
    }
    return false;
  }

  /** The password of a line {@code host:port:database:user:password} that fits; a backslash takes the meaning from what follows. */
  private static @Nullable String of(String line, String... place) {
    StringBuilder field = new StringBuilder();
    int number = 0;
    boolean escaped = false;
    boolean literal = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (!escaped && c == '\\') {
        escaped = true;
        literal = true;
      } else if (!escaped && c == ':' && number < place.length) {
        boolean any = !literal && field.toString().equals("*");
        if (!any && !field.toString().equals(place[number])) {
          return null;
        }
        number++;
        field.setLength(0);
        literal = false;
      } else {
        field.append(c);
        escaped = false;
      }
    }
    return number == place.length ? field.toString() : null;
  }
}
