package io.tripmeter.doctor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words behind {@code doctor}. Immutable once read. */
final class DoctorArguments {
  /** HikariCP's. */
  private static final int POOL = 10;

  private static final int MOST_CONNECTIONS = 20;

  private static final List<String> WITH_VALUE =
      Arrays.asList("--user", "-U", "--driver", "--pid", "--pool", "--instances", "--connections");

  private @Nullable String url;
  private @Nullable String user;
  private @Nullable String driver;
  private long pid;
  private int pool = POOL;
  private int instances = 1;
  private int connections = -1;
  private boolean json;
  private boolean help;

  private DoctorArguments() {}

  static DoctorArguments read(List<String> words) throws CannotException {
    DoctorArguments read = new DoctorArguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      if (WITH_VALUE.contains(name)) {
        if (equals < 0 && i + 1 == words.size()) {
          throw wrong(name + " needs a value");
        }
        read.value(name, equals < 0 ? words.get(++i) : word.substring(equals + 1));
      } else if (!read.alone(word)) {
        // Not the word itself: it may have a password.
        throw wrong("argument " + (i + 1) + " is not known");
      }
    }
    if (!read.help && (read.url == null) == (read.pid == 0)) {
      throw wrong("give a URL or --pid");
    }
    return read;
  }

  /** Whether it is known. */
  private boolean alone(String word) throws CannotException {
    switch (word) {
      case "--json":
        json = true;
        return true;
      case "--help":
      case "-h":
        help = true;
        return true;
      default:
        if (word.startsWith("--password") || word.startsWith("-W")) {
          throw wrong(
              "a password is no argument, because every user of this machine can read it: PGPASSWORD,"
                  + " PGPASSFILE or ~/.pgpass has it, or it is asked for");
        }
        if (word.startsWith("-") || url != null) {
          return false;
        }
        url = word;
        return true;
    }
  }

  private void value(String name, String value) throws CannotException {
    switch (name) {
      case "--user":
      case "-U":
        user = value;
        return;
      case "--driver":
        driver = value;
        return;
      case "--pid":
        pid = number(name, value, Integer.MAX_VALUE);
        return;
      case "--pool":
        pool = number(name, value, 10_000);
        return;
      case "--instances":
        instances = number(name, value, 100_000);
        return;
      default:
        connections = number(name, value, MOST_CONNECTIONS);
    }
  }

  private static int number(String name, String value, int most) throws CannotException {
    try {
      int number = Integer.parseInt(value);
      if (number > 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Said below.
    }
    throw wrong(name + " is a number from 1 to " + most);
  }

  private static CannotException wrong(String what) {
    return new CannotException(what + "; see doctor --help");
  }

  @Nullable
  String url() {
    return url;
  }

  @Nullable
  String user() {
    return user;
  }

  /** A jar of another version of the driver. */
  @Nullable
  String driver() {
    return driver;
  }

  /** 0 for none. */
  long pid() {
    return pid;
  }

  /** Connections of each instance. */
  int pool() {
    return pool;
  }

  int instances() {
    return instances;
  }

  /** The most that are opened at once. */
  int connections() {
    return connections < 0 ? MOST_CONNECTIONS : connections;
  }

  boolean isConnectionsGiven() {
    return connections >= 0;
  }

  boolean json() {
    return json;
  }

  boolean help() {
    return help;
  }
}
