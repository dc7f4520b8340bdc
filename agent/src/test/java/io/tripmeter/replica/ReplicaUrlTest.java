package io.tripmeter.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Properties;
import org.junit.jupiter.api.Test;

final class ReplicaUrlTest {
  private static String to(String replica, String url) {
    return to(replica, url, new Properties());
  }

  private static String to(String replica, String url, Properties info) {
    ReplicaUrl there = ReplicaUrl.of(replica);
    return there == null ? "none" : there.forPool(url, info);
  }

  @Test
  void databaseAndParametersAreThoseOfThePool() {
    assertEquals(
        "jdbc:postgresql://r:5432/app?user=a&sslmode=require",
        to("r", "jdbc:postgresql://p:5433/app?user=a&targetServerType=primary&sslmode=require"));
    assertEquals("jdbc:postgresql://[::1]:5433/app", to("[::1]:5433", "jdbc:postgresql:app"));
    assertEquals(
        "jdbc:postgresql://r:5432/app", to("r", "jdbc:postgresql://p/app?PGHOST=p&PGPORT=1"));
  }

  @Test
  void whatTheReplicasNamesIsTheReplicas() {
    assertEquals(
        "jdbc:postgresql://r:5432/copy?sslmode=require&user=reader&password=x",
        to(
            "jdbc:postgresql://r/copy?user=reader&password=x",
            "jdbc:postgresql://p/app?user=a&sslmode=require&password=y"));
  }

  @Test
  void theDatabaseMayBeAmongTheProperties() {
    Properties info = new Properties();
    info.setProperty("user", "me");
    assertEquals("jdbc:postgresql://r:5432/me", to("r", "jdbc:postgresql://p/", info));
    info.setProperty("PGDBNAME", "a b");
    assertEquals("jdbc:postgresql://r:5432/a+b", to("r", "jdbc:postgresql://p", info));
  }

  @Test
  void anApplicationsOwnNameHasTheSuffix() {
    assertEquals(
        "jdbc:postgresql://r:5432/app?ApplicationName=shop-read",
        to("r", "jdbc:postgresql://p/app?ApplicationName=shop"));
    Properties info = new Properties();
    info.setProperty("ApplicationName", "my shop");
    assertEquals(
        "jdbc:postgresql://r:5432/app?ApplicationName=my+shop-read",
        to("r", "jdbc:postgresql://p/app", info));
  }

  @Test
  void severalHostsAreNone() {
    assertNull(ReplicaUrl.of("jdbc:postgresql://a,b/app"));
  }

  @Test
  void itIsShownWithoutParameters() {
    assertFalse(
        String.valueOf(ReplicaUrl.of("jdbc:postgresql://r/app?password=x")).contains("x"));
  }
}
