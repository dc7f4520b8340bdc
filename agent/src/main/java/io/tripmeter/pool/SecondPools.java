package io.tripmeter.pool;

import io.tripmeter.weave.Weaving;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A product of which a second pool can be made by the configuration of a first: for a replica. Its borrow has the advice {@code read}. */
public interface SecondPools {
  /** Why none can be made of this pool; null if one can. */
  default @Nullable String obstacle(Object pool) throws ReflectiveOperationException {
    return null;
  }

  /**
   * Opens a pool with the configuration of this one, as it is in force.
   *
   * @param name of the new one
   * @param timeoutMillis a borrow from it waits no longer
   * @return the pool, which has a method {@code close()}
   */
  DataSource open(Object pool, String name, long timeoutMillis) throws ReflectiveOperationException;

  /** The setters of a connection whose effect each pool undoes when it is given back, however it is configured. */
  default Set<String> undone() {
    return Collections.emptySet();
  }

  /** Classes whose objects tell the connection that they belong to, with the advice {@code tell}. */
  List<Weaving> tellers();
}
