package io.tripmeter.pool;

import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.weave.Weaving;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A product of which a second pool can be made by the configuration of a first: for a replica. Its borrow has the advice {@code read}. */
public interface SecondPools {
  /**
   * Why none can be made of this pool; null if one can.
   *
   * @param config by which the pool was made; null if nobody has it any more
   */
  default @Nullable String obstacle(Object pool, @Nullable Object config)
      throws ReflectiveOperationException {
    return null;
  }

  /**
   * Opens a pool with the configuration of this one, as it is in force.
   *
   * @param config as for {@link #obstacle}
   * @param name of the new one
   * @param timeoutMillis a borrow from it waits no longer
   * @return the pool, which has a method {@code close()}
   */
  DataSource open(Object pool, @Nullable Object config, String name, long timeoutMillis)
      throws ReflectiveOperationException;

  /** A connection of the first pool, as the application borrows one. */
  default Connection borrow(Object pool, @Nullable Object config)
      throws ReflectiveOperationException {
    return (Connection) ReflectiveAccess.of(pool).get("getConnection");
  }

  /** The setters of a connection whose effect each pool undoes when it is given back, however it is configured. */
  default Set<String> undone() {
    return Collections.emptySet();
  }

  /** Classes whose objects tell the connection that they belong to, with the advice {@code tell}. */
  List<Weaving> tellers();
}
