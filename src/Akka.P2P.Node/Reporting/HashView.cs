namespace Akka.P2P.Node.Reporting;

using Akka.P2P.Storage.Hashing;

/// <summary>Hashing, shown as a transfer is. Not <see cref="Progress{T}"/>: that would hand reports on to any thread, out of order.</summary>
internal sealed class HashView(IReporter reporter, string name, TimeProvider time) : IProgress<HashProgress>
{
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(1);
    private readonly long _began = time.GetTimestamp();

    public void Report(HashProgress value)
    {
        // What is over in a moment needs no bar.
        var elapsed = time.GetElapsedTime(_began);
        if (elapsed > QuietFor)
            reporter.Progress(new TransferView($"hashing {name}", "", value.Done, value.Total, value.Done / elapsed.TotalSeconds, 1));
    }
}
