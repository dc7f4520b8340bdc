package io.tripmeter.connect;

import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The lines and the counts of switches between endpoints. */
final class EndpointLog {
  private final EndpointSwitches switches;
  private final String pool;
  private final boolean migration;

  EndpointLog(EndpointSwitches switches, String pool, boolean migration) {
    this.switches = switches;
    this.pool = pool;
    this.migration = migration;
  }

  /** A connection was opened at another endpoint than the one as given. */
  void uses(Target used, Target given) {
    if (!isNew("uses", used)) {
      return;
    }
    switches.count(
        given.kind().label(), used.kind().label(), migration ? "migration" : "configured");
    Log.info(
            migration
                ? "migration goes to the direct endpoint"
                : "connections use another endpoint than their URL names")
        .pool(pool)
        .field("endpoint", used.kind().label())
        .field("address", used.name())
        .field("instead_of", given.name())
        .write();
  }

  void wouldUse(Target used, Target given) {
    if (isNew("would use", used)) {
      Log.info("connections would use another endpoint than their URL names (mode=advise)")
          .pool(pool)
          .field("endpoint", used.kind().label())
          .field("address", used.name())
          .field("instead_of", given.name())
          .write();
    }
  }

  /** @param news whether it was not known yet that the first cannot be used */
  void left(Target first, Target second, SQLException failure, boolean news) {
    boolean unreachable = Unreachable.is(failure);
    if (news) {
      switches.count(
          first.kind().label(), second.kind().label(), unreachable ? "unreachable" : "refused");
      if (!migration) {
        switches.left(first.name(), second.name(), pool, unreachable);
      }
    }
    if (migration && !first.isGiven()) {
      asGiven(first, failure);
    } else if (news) {
      Log.warn(
              unreachable
                  ? "endpoint cannot be reached, new connections use the other one until it is back"
                  : "endpoint refuses the connection, new connections go as given")
          .pool(pool)
          .field("endpoint", first.kind().label())
          .field("address", first.name())
          .field("now", second.name())
          .error(failure)
          .write();
    }
  }

  /** The first was not even tried. */
  void stillAway(Target first) {
    if (migration && !first.isGiven()) {
      asGiven(first, null);
    }
  }

  private void asGiven(Target direct, @Nullable SQLException failure) {
    if (isNew("as given", direct)) {
      LogEvent line = Log.warn("migration goes as given, the direct endpoint cannot be used")
          .pool(pool)
          .field("address", direct.name());
      (failure == null ? line : line.error(failure)).write();
    }
  }

  void returned(Target first, Target second) {
    switches.count(second.kind().label(), first.kind().label(), "back");
    switches.returned(first.name());
    Log.info("endpoint is back, new connections use it again; the others are left to the pool")
        .pool(pool)
        .field("endpoint", first.kind().label())
        .field("address", first.name())
        .write();
  }

  private boolean isNew(String what, Target target) {
    return Log.once(
        "endpoint " + what + ' ' + pool + ' ' + target.name() + (migration ? " migration" : ""));
  }
}
