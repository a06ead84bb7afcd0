namespace Akka.Remote;

using System.Collections.Concurrent;

/// <summary>The registry that keeps a detector a resource, each made by one factory.</summary>
public class DefaultFailureDetectorRegistry<T>(Func<FailureDetector> factory) : IFailureDetectorRegistry<T>
    where T : notnull
{
    private readonly ConcurrentDictionary<T, FailureDetector> _detectors = new();

    public bool IsAvailable(T resource) => !_detectors.TryGetValue(resource, out var detector) || detector.IsAvailable;

    public bool IsMonitoring(T resource) => _detectors.TryGetValue(resource, out var detector) && detector.IsMonitoring;

    public void Heartbeat(T resource) => _detectors.GetOrAdd(resource, Create).HeartBeat();

    public void Remove(T resource) => _detectors.TryRemove(resource, out _);

    public void Reset() => _detectors.Clear();

    private FailureDetector Create(T resource)
    {
        var detector = factory();
        if (detector is PhiAccrualFailureDetector phi)
        {
            phi.Address = resource.ToString() ?? "N/A";
        }

        return detector;
    }
}
