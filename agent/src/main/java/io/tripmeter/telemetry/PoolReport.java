package io.tripmeter.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What Tripmeter did to one pool, for people to read. Immutable; a later state is another report. */
public final class PoolReport {
  static final PoolReport NONE =
      new PoolReport("", Collections.emptyList(), Collections.emptyList());

  private final String product;
  private final List<SettingChange> settings;
  private final List<SettingChange> session;

  private PoolReport(String product, List<SettingChange> settings, List<SettingChange> session) {
    this.product = product;
    this.settings = settings;
    this.session = session;
  }

  /**
   * @param product name and version, such as {@code HikariCP 6.3.0}
   * @param settings of the pool; with {@code mode=advise} what they would be, which the reason says
   */
  public static PoolReport of(String product, List<SettingChange> settings) {
    return new PoolReport(product, copy(settings), Collections.emptyList());
  }

  /** The same, with the session settings that were read back. */
  public PoolReport withSession(List<SettingChange> readBack) {
    return new PoolReport(product, settings, copy(readBack));
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
