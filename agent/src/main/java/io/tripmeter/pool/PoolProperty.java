package io.tripmeter.pool;

import org.jspecify.annotations.Nullable;

/** One {@link PoolSetting} as one product has it. Durations are in milliseconds, in whatever unit the product counts. */
public interface PoolProperty {
  /** Null if this version of the product does not have it. */
  @Nullable
  Long read(Object config) throws ReflectiveOperationException;

  /** Changes a configuration that is not in use yet. */
  void write(Object config, long value) throws ReflectiveOperationException;

  /**
   * Whether this is the value that the setting has in this version if nobody sets it. An application that sets just the default cannot be
   * told from one that sets nothing.
   */
  boolean isDefault(Object config, long value) throws ReflectiveOperationException;
}
