package io.tripmeter.doctor;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Asks for a password on the terminal. */
final class PasswordPrompt {
  private PasswordPrompt() {}

  /** Null where nobody can be asked. */
  @SuppressWarnings("SystemConsoleNull")
  static @Nullable String ask(String user, String at) {
    Console console = System.console();
    char[] typed = console == null || !isTerminal(console)
        ? null
        : console.readPassword("Password of user %s at %s: ", user, at);
    return typed == null ? null : new String(typed);
  }

  /** Up to Java 21 there is no other console. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }
}
