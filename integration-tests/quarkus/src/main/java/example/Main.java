package example;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/** Arguments: URL, user, password. */
@QuarkusMain
public final class Main implements QuarkusApplication {
  @Override
  public int run(String... arguments) {
    Trips.open(arguments);
    System.out.println(
        "listening on " + ConfigProvider.getConfig().getValue("quarkus.http.port", String.class));
    Quarkus.waitForExit();
    return 0;
  }
}
