package example;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.ManagedDataSource;
import org.eclipse.jetty.server.ServerConnector;

/** Arguments: {@code server} and a configuration file. */
public final class ShopApplication extends Application<ShopConfiguration> {
  public static void main(String[] arguments) throws Exception {
    new ShopApplication().run(arguments);
  }

  @Override
  public void run(ShopConfiguration configuration, Environment environment) {
    ManagedDataSource database = configuration.getDatabase().build(environment.metrics(), "shop");
    environment.lifecycle().manage(database);
    environment.jersey().register(new OrderResource(database));
    environment.lifecycle().addServerLifecycleListener(server -> System.out.println(
        "listening on " + ((ServerConnector) server.getConnectors()[0]).getLocalPort()));
  }
}
