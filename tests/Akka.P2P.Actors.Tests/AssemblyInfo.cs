// Every spec has an actor system of its own, and the TestKit's expectations are about time: in turns they keep it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
