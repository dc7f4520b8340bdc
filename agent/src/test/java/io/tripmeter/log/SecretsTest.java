package io.tripmeter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class SecretsTest {
  @Test
  void valuesOfPasswordsAndTokensAreMasked() {
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

  /** Messages of PostgreSQL 17 in German, French, Russian, Polish, Japanese and Chinese, and values with quotes in them. */
  @Test
  void quotesOfOtherLanguagesAreRecognized() {
    for (String message : new String[] {
      "FEHLER: ungültige Eingabesyntax für Typ integer: »hunter2«",
      "ERREUR: syntaxe en entrée invalide pour le type integer : « hunter2 »",
      "ОШИБКА: неверный синтаксис для типа integer: «hunter2»",
      "BŁĄD: nieprawidłowa składnia wejścia dla typu integer: „hunter2”",
      "エラー: \"integer\"型の入力構文が不正です: \"hunter2\"",
      "エラー: 「hunter2」",
      "错误:  无效的类型 integer 输入语法: “hunter2”",
      "ERROR: syntax error at or near \"'a\"hunter2\"",
      "ERROR: unterminated quoted string at or near \"'hunter2"
    }) {
      String shown = Secrets.describe(new SQLException(message));
      assertFalse(shown.contains("hunter2"), shown);
      String shownWithState = Secrets.describe(new SQLException(message, "22P02"));
      assertFalse(shownWithState.contains("hunter2"), shownWithState);
    }
  }

  @Test
  void freeTextIsNotShown() {
    SQLException raised = new SQLException("ERROR: no more of hunter2", "P0001");
    assertEquals("java.sql.SQLException: SQLSTATE P0001", Secrets.describe(raised));
    assertEquals(
        "java.lang.IllegalStateException: SQLSTATE P0001",
        Secrets.describe(new IllegalStateException("failed: ERROR: no more of hunter2", raised)));
    assertEquals(
        "java.sql.SQLException: SQLSTATE 42704",
        Secrets.describe(new SQLException("ERREUR: le rôle hunter2 n'existe pas", "42704")));
    assertEquals(
        "java.sql.SQLException: SQLSTATE 23505",
        Secrets.describe(new SQLException("Batch-Eintrag 0 INSERT hunter2", "23505")));
    assertEquals(
        "java.sql.SQLException: Verbindung zu db:5432 verweigert",
        Secrets.describe(new SQLException("Verbindung zu db:5432 verweigert", "08001")));
    assertEquals(
        "java.sql.SQLException: ERROR: permission denied for table pg_settings",
        Secrets.describe(
            new SQLException("ERROR: permission denied for table pg_settings", "42501")));
  }

  /** RAISE ... USING ERRCODE may set any SQLSTATE. The server names the routine that sent the message. */
  @Test
  void theMessageOfRaiseIsNotShownWhateverItsSqlState() {
    PSQLException raised = new PSQLException(new ServerErrorMessage(
        "SERROR\0VERROR\0C22023\0Mno more of hunter2\0Fpl_exec.c\0Rexec_stmt_raise\0"));
    assertEquals("org.postgresql.util.PSQLException: SQLSTATE 22023", Secrets.describe(raised));
    PSQLException own = new PSQLException(new ServerErrorMessage(
        "SERROR\0VERROR\0C22023\0Mparameter must not be negative\0Fguc.c\0Rset_config_option\0"));
    assertEquals(
        "org.postgresql.util.PSQLException: ERROR: parameter must not be negative",
        Secrets.describe(own));
  }

  @Test
  void anExceptionWithoutUsableMessageIsShownAsItsClass() {
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
  void aLongTextIsSearchedQuicklyAndWithoutStackOverflow() {
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
