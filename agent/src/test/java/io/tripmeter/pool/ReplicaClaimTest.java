package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.config.Configuration;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.replica.ReplicaUrl;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose replica a value is. */
final class ReplicaClaimTest {
  private final ReplicaClaim claim = new ReplicaClaim();

  private @Nullable String obstacle(Settings settings, String host, String database) {
    Properties effective = new Properties();
    effective.setProperty("PGHOST", host);
    effective.setProperty("PGPORT", "5432");
    effective.setProperty("PGDBNAME", database);
    ReplicaUrl url = ReplicaUrl.of(settings.text(Option.REPLICA_URL));
    return claim.obstacle(settings, effective, Objects.requireNonNull(url));
  }

  private static Settings pool(String arguments, String host, String database) {
    return Configuration.ofArguments(arguments)
        .forPool("main", "main", new String[] {host + '/' + database});
  }

  private static void assertRefused(String remedy, @Nullable String obstacle) {
    assertTrue(obstacle != null && obstacle.contains(remedy), obstacle);
  }

  @Test
  void thatOfAllPoolsIsTheFirstAddresss() {
    Settings settings = pool("replica.url=replica.example.com", "a", "app");
    assertNull(obstacle(settings, "a", "app"));
    assertNull(obstacle(settings, "a", "other"));
    assertRefused("name that of b:5432 in pools.<name>", obstacle(settings, "b", "app"));
  }

  @Test
  void thatOfPoolsOfOneNameIsTheFirstAddresss() {
    Settings settings = pool("pools.main.replica.url=replica.example.com", "a", "app");
    assertNull(obstacle(settings, "a", "app"));
    assertNull(obstacle(settings, "a", "other"));
    assertRefused("of another address", obstacle(settings, "b", "app"));
    assertRefused("pools.<host>/<database>.replica.url", obstacle(settings, "b", "app"));
  }

  @Test
  void aDatabaseThatItNamesMayHaveAnotherNameThere() {
    String url = "jdbc:postgresql://replica.example.com/app_read";
    Settings settings = pool("pools.main.replica.url=" + url, "a", "app");
    assertNull(obstacle(settings, "a", "app"));
    assertRefused("names another database", obstacle(settings, "a", "reports"));
    assertRefused(
        "names another database", obstacle(pool("replica.url=" + url, "a", "app"), "a", "app"));
  }

  @Test
  void onOfAnotherDatabaseTakesItFromNobody() {
    Settings settings = pool("replica.url=jdbc:postgresql://replica.example.com/app", "a", "audit");
    assertRefused("names another database", obstacle(settings, "a", "audit"));
    assertNull(obstacle(settings, "b", "app"));
    assertRefused("of another address", obstacle(settings, "a", "app"));
  }

  @Test
  void eachPlaceHasItsOwn() {
    String both = "pools.a/app.replica.url=replica-a.example.com,"
        + "pools.b/app.replica.url=replica-b.example.com";
    assertNull(obstacle(pool(both, "a", "app"), "a", "app"));
    assertNull(obstacle(pool(both, "b", "app"), "b", "app"));
  }
}
