package io.tripmeter.pools;

import io.tripmeter.testing.PostgresServer;
import java.util.regex.Pattern;

/** Commands with a password that the server refuses, and how often it has. */
final class WrongPassword {
  private WrongPassword() {}

  static String[] in(String[] command) {
    String[] wrong = command.clone();
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = wrong[i].startsWith("password=") ? "password=wrong" : wrong[i];
    }
    return wrong;
  }

  static long refused(PostgresServer server) {
    return Pattern.compile("FATAL:  password authentication failed")
        .matcher(server.log())
        .results()
        .count();
  }
}
