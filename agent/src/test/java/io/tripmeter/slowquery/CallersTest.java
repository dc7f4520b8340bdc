package io.tripmeter.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CallersTest {
  @Test
  void theStackIsWalkedWhereTheJvmCan() {
    assertInstanceOf(WalkedCallers.class, Callers.ofThisJvm());
  }

  @Test
  void whatAnApplicationIsBuiltOnIsNoCaller() {
    assertTrue(Frames.isPlumbing("org.postgresql.jdbc.PgStatement"));
    assertTrue(Frames.isPlumbing("com.zaxxer.hikari.pool.HikariProxyPreparedStatement"));
    assertTrue(Frames.isPlumbing("jdk.proxy2.$Proxy12"));
    assertTrue(Frames.isPlumbing("org.example.Tasks$$SpringCGLIB$$0"));
    assertTrue(Frames.isFramework("org.springframework.jdbc.core.JdbcTemplate"));
    assertFalse(Frames.isPlumbing("io.tripmeter.sample.TaskRepository"));
    assertFalse(Frames.isFramework("org.example.Tasks"));
  }

  @Test
  void aCallerIsAPlaceThatAnIdeCanOpen() {
    assertEquals(
        "org.example.Tasks.byUser(Tasks.java:42)",
        Frames.describe(new StackTraceElement("org.example.Tasks", "byUser", "Tasks.java", 42)));
    assertEquals(
        "org.example.Tasks.byUser(Unknown Source)",
        Frames.describe(new StackTraceElement("org.example.Tasks", "byUser", null, -1)));
  }
}
