// Failure detectors measure real time: classes that run side by side on few cores would make them nervous.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
