/** In the AGENT's own loader: calls of gRPC's servers. */
package io.tripmeter.work.grpc;
