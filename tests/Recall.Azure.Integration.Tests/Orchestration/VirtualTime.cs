using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.DurableTask.Protobuf;

namespace Recall.Azure.Integration.Tests.Orchestration;

/// <summary>
/// Tells the worker the time of a test: a turn of an orchestrator begins when the sidecar says, and that is the machine's time; long timers and
/// retries reckon from there.
/// </summary>
internal sealed class VirtualTime(TimeProvider clock) : Interceptor
{
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new(new Reader<TResponse>(call.ResponseStream, clock), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private sealed class Reader<T>(IAsyncStreamReader<T> inner, TimeProvider clock) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            var more = await inner.MoveNext(cancellationToken);
            if (more && Current is WorkItem { OrchestratorRequest: { } turn })
            {
                foreach (var started in turn.NewEvents.Where(e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.OrchestratorStarted))
                    started.Timestamp = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(clock.GetUtcNow());
            }

            return more;
        }
    }
}
