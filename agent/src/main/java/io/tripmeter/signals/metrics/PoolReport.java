package io.tripmeter.signals.metrics;

import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.Pooler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes that Tripmeter made to one pool, or would make, for display. Immutable; later changes make a new report. */
public final class PoolReport {
  static final PoolReport NONE =
      new PoolReport("", Collections.emptyList(), Collections.emptyList(), null);

  private final String product;
  private final List<SettingChange> settings;
  private final List<SettingChange> session;

  private final @Nullable Pooler pooler;

  private PoolReport(
      String product,
      List<SettingChange> settings,
      List<SettingChange> session,
      @Nullable Pooler pooler) {
    this.product = product;
    this.settings = settings;
    this.session = session;
    this.pooler = pooler;
  }

  /**
   * @param product name and version, such as {@code HikariCP 6.3.0}
   * @param settings changes of pool settings; with {@code mode=advise} those that would be made
   */
  public static PoolReport of(String product, List<SettingChange> settings) {
    return new PoolReport(product, copy(settings), Collections.emptyList(), null);
  }

  /** A copy with the session settings that were read back. */
  public PoolReport withSession(List<SettingChange> readBack) {
    return new PoolReport(product, settings, copy(readBack), pooler);
  }

  /** A copy with the pooler of the pool's endpoint. */
  public PoolReport withPooler(@Nullable Pooler before) {
    return new PoolReport(product, settings, session, before);
  }

  /** The pooler of the pool's endpoint, with the current verdict; null before the first connection is opened. */
  public @Nullable Pooler pooler() {
    return pooler;
  }

  private static List<SettingChange> copy(List<SettingChange> changes) {
    return Collections.unmodifiableList(new ArrayList<>(changes));
  }

  public String product() {
    return product;
  }

  public List<SettingChange> settings() {
    return settings;
  }

  public List<SettingChange> session() {
    return session;
  }
}
