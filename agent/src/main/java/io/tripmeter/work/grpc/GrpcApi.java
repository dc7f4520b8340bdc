package io.tripmeter.work.grpc;

import io.tripmeter.reflect.ApiMethod;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** gRPC as one class loader has it. */
final class GrpcApi {
  private static final String SERVER_CALL = "io.grpc.internal.ServerCallImpl";
  private static final ClassValue<GrpcApi> BY_CALL = new ClassValue<GrpcApi>() {
    @Override
    protected GrpcApi computeValue(Class<?> call) {
      return new GrpcApi(call);
    }
  };

  /** An interceptor may give another call to the one behind it. */
  final boolean isServerCall;

  private final ApiMethod descriptor;
  private final ApiMethod fullName;
  private final ApiMethod code;
  private final ApiMethod value;
  private final ApiMethod statusOfUnchecked;
  private final ApiMethod statusOfChecked;
  private final ApiMethod header;
  private final @Nullable Class<?> unchecked;
  private final @Nullable Class<?> checked;
  private final @Nullable Method key;
  private final @Nullable Object text;
  private final Map<String, Object> keys = new ConcurrentHashMap<>();

  private GrpcApi(Class<?> call) {
    isServerCall = call.getName().equals(SERVER_CALL);
    descriptor = ApiMethod.of(sibling(call, "ServerCall"), "getMethodDescriptor");
    fullName = ApiMethod.of(sibling(call, "MethodDescriptor"), "getFullMethodName");
    code = ApiMethod.of(sibling(call, "Status"), "getCode");
    value = ApiMethod.of(sibling(call, "Status$Code"), "value");
    unchecked = sibling(call, "StatusRuntimeException");
    checked = sibling(call, "StatusException");
    statusOfUnchecked = ApiMethod.of(unchecked, "getStatus");
    statusOfChecked = ApiMethod.of(checked, "getStatus");
    Class<?> keyType = sibling(call, "Metadata$Key");
    header = keyType == null
        ? ApiMethod.of(null, "get")
        : ApiMethod.of(sibling(call, "Metadata"), "get", keyType);
    Class<?> marshaller = sibling(call, "Metadata$AsciiMarshaller");
    key = method(keyType, marshaller);
    text = constant(sibling(call, "Metadata"));
  }

  static GrpcApi of(Object call) {
    return BY_CALL.get(call.getClass());
  }

  /** {@code package.Service/Method}. */
  String methodOf(Object call) throws Throwable {
    Object method = descriptor.call(call);
    return method == null ? "" : fullName.text(method);
  }

  /** 0 for OK, 2 for a status that cannot be read. */
  int codeOf(@Nullable Object status) throws Throwable {
    Object its = status == null ? null : code.call(status);
    Object number = its == null ? null : value.call(its);
    return number instanceof Integer ? (Integer) number : GrpcServer.UNKNOWN;
  }

  /** What gRPC answers if a call cannot begin because of this. */
  int codeOf(Throwable thrown) throws Throwable {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (unchecked != null && unchecked.isInstance(cause)) {
        return codeOf(statusOfUnchecked.call(cause));
      }
      if (checked != null && checked.isInstance(cause)) {
        return codeOf(statusOfChecked.call(cause));
      }
      if (cause == cause.getCause()) {
        break;
      }
    }
    return GrpcServer.UNKNOWN;
  }

  @Nullable
  String headerOf(Object headers, String name) throws Throwable {
    Object known = keys.get(name);
    if (known == null) {
      known = key == null ? null : key.invoke(null, name, text);
      if (known == null) {
        return null;
      }
      keys.put(name, known);
    }
    return (String) header.call(headers, known);
  }

  private static @Nullable Method method(@Nullable Class<?> key, @Nullable Class<?> marshaller) {
    try {
      return key == null || marshaller == null
          ? null
          : key.getMethod("of", String.class, marshaller);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Object constant(@Nullable Class<?> metadata) {
    try {
      return metadata == null
          ? null
          : metadata.getField("ASCII_STRING_MARSHALLER").get(null);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Class<?> sibling(Class<?> call, String name) {
    try {
      return Class.forName("io.grpc." + name, false, call.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}
