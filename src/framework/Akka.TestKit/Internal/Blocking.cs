namespace Akka.TestKit.Internal;

/// <summary>
/// The end of a synchronous call. Every operation has one body with a flag that says whether its waits block or await; with blocking
/// waits the body runs to its end on the caller's thread, so nothing can deadlock and the thread's implicit sender stays.
/// </summary>
internal static class Blocking
{
    public static T Result<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    public static void Result(ValueTask task)
    {
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
        }
        else
        {
            task.AsTask().GetAwaiter().GetResult();
        }
    }

    public static List<T> ToList<T>(IAsyncEnumerable<T> items) => Result(Collect(items));

    public static async ValueTask<List<T>> Collect<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
