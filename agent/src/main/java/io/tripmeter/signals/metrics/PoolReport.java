package io.tripmeter.signals.metrics;

import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.Pooler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Tripmeter did to one pool, for people to read. Immutable; a later state is another report. */
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
   * @param settings of the pool; with {@code mode=advise} what they would be, which the reason says
   */
  public static PoolReport of(String product, List<SettingChange> settings) {
    return new PoolReport(product, copy(settings), Collections.emptyList(), null);
  }

  /** The same, with the session settings that were read back. */
  public PoolReport withSession(List<SettingChange> readBack) {
    return new PoolReport(product, settings, copy(readBack), pooler);
  }

  /** The same, with what stands before the server. */
  public PoolReport withPooler(@Nullable Pooler before) {
    return new PoolReport(product, settings, session, before);
  }

  /** What stands before the server, as far as it is known now; null before a connection was opened. */
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
