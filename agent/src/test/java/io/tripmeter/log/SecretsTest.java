package io.tripmeter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void theValuesOfPasswordsAndTokensAreBlanked() {
    assertRedacted("password=***", "password=hunter2");
    assertRedacted("user=x, PASSWORD = ***", "user=x, PASSWORD = hunter2");
    assertRedacted("{user=x, password=*** more}", "{user=x, password=hun,ter2 more}");
    assertRedacted("\"sslpassword\": *** x", "\"sslpassword\": \"hun \\\" ter2\" x");
    assertRedacted("pwd='***' x".replace("'", ""), "pwd='hunter 2' x");
    assertRedacted("Authorization: Bearer *** x", "Authorization: Bearer abc.def x");
    assertRedacted("api_key=***", "api_key=abc");
    assertRedacted("client-secret.value=***", "client-secret.value=abc");
  }

  @Test
  void urlsLoseUserAndPasswordAndKeepTheHost() {
    assertRedacted(
        "jdbc:postgresql://db:5432/app?user=***&password=***&ssl=true",
        "jdbc:postgresql://db:5432/app?user=bob@srv&password=hunter2&ssl=true");
    assertRedacted("postgresql://***@db/app", "postgresql://bob:hun@ter/2@db/app");
    assertRedacted("https://***@host/x", "https://abctoken@host/x");
  }

  @Test
  void ordinaryTextIsLeftAlone() {
    for (String text : new String[] {
      "DB pool warm-up complete",
      "password authentication failed for user \"bob\"",
      "jdbc:postgresql://db:5432/app?ssl=true",
      "select * from users where token = ? and password = $1",
      "update t set token=?, x=?"
    }) {
      assertEquals(text, Secrets.redact(text));
    }
    String plain = "nothing to see";
    assertSame(plain, Secrets.redact(plain));
  }

  @Test
  void anExceptionShowsNoLiteral() {
    assertDescribed(
        "ERROR: duplicate key value violates unique constraint \"users_email_key\"",
        "ERROR: duplicate key value violates unique constraint \"users_email_key\"\n  Detail: Key (email)=(a@b) already exists.");
    assertDescribed(
        "ERROR: invalid input syntax for type integer: \"***\"",
        "ERROR: invalid input syntax for type integer: \"hunter2\"");
    assertDescribed(
        "ERROR: syntax error at or near \"***\"", "ERROR: syntax error at or near \"hunter2\"");
    assertDescribed("cannot parse '***'", "cannot parse 'it is hunter2'");
    assertDescribed(
        "Batch entry 0 was aborted: ERROR: x",
        "Batch entry 0 insert into t\nvalues ('hunter2', 7) was aborted: ERROR: x");
    assertDescribed(
        "FATAL: password authentication failed for user \"bob\"",
        "FATAL: password authentication failed for user \"bob\"");
  }

  @Test
  void anExceptionWithoutOrWithABrokenMessageShowsItsClass() {
    assertEquals("java.lang.IllegalStateException", Secrets.describe(new IllegalStateException()));
    RuntimeException broken = new RuntimeException() {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new IllegalStateException("hunter2");
      }
    };
    assertEquals(broken.getClass().getName(), Secrets.describe(broken));
  }

  @Test
  void aLongTextIsSearchedInTimeAndWithoutOverflow() {
    String quotes = "password=\"" + "\\\"".repeat(20_000);
    assertEquals("password=***", Secrets.redact(quotes));
    String words = "x".repeat(200_000) + " password=" + "y".repeat(200_000);
    assertTrue(Secrets.redact(words).endsWith(" password=***"));
  }

  private static void assertRedacted(String expected, String text) {
    assertEquals(expected, Secrets.redact(text));
  }

  private static void assertDescribed(String expected, String message) {
    assertEquals("java.sql.SQLException: " + expected, Secrets.describe(new SQLException(message)));
  }
}
