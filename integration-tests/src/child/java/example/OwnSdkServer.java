package example;

/** A server that builds OpenTelemetry's SDK itself, as an application with manual instrumentation does. */
final class OwnSdkServer {
  private OwnSdkServer() {}

  public static void main(String[] arguments) throws Exception {
    Class<?> provider = Class.forName("io.opentelemetry.sdk.trace.SdkTracerProvider");
    Object builder = provider.getMethod("builder").invoke(null);
    System.out.println("sdk "
        + builder.getClass().getMethod("build").invoke(builder).getClass().getSimpleName());
    RequestJdkServer.main(arguments);
  }
}
