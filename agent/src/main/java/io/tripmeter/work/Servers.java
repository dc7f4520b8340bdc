package io.tripmeter.work;

import io.tripmeter.weave.Weaving;
import java.util.ArrayList;
import java.util.List;

/** THE list of servers. A new one is a class, a line here, and the advice that names its index. */
public final class Servers {
  public static final int SERVLET = 0;
  public static final int JDK_HTTP_SERVER = 1;

  private static final Server[] ALL = {new ServletServer(), new JdkHttpServer()};

  private Servers() {}

  /** Where to weave for all of them. */
  public static List<Weaving> weavings() {
    List<Weaving> weavings = new ArrayList<>();
    for (Server server : ALL) {
      weavings.addAll(server.weavings());
    }
    return weavings;
  }

  /** All servers, each at its index. */
  public static Server[] all() {
    return ALL.clone();
  }

  static Server get(int index) {
    return ALL[index];
  }
}
