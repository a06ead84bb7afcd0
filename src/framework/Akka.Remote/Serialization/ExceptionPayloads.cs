namespace Akka.Remote.Serialization;

using System.Runtime.ExceptionServices;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Util;

/// <summary>
/// Exceptions on the wire: type, message, stack trace, cause. Only types of exceptions that are already at hand are made again, by a
/// constructor that takes a message; whatever else a peer names comes out as a plain exception that says so.
/// </summary>
internal static class ExceptionPayloads
{
    /// <summary>A chain of causes is cut here: a peer must not be able to recurse us to death.</summary>
    private const int DeepestCause = 32;

    public static ExceptionData? Wrap(Exception? exception) => Wrap(exception, 0);

    public static Exception? Unwrap(ExceptionData? data) => Unwrap(data, 0);

    private static ExceptionData? Wrap(Exception? exception, int depth)
    {
        if (exception is null || depth > DeepestCause)
        {
            return null;
        }

        return new ExceptionData
        {
            TypeName = exception.GetType().TypeQualifiedName(),
            Message = exception.Message,
            StackTrace = exception.StackTrace ?? "",
            Source = exception.Source ?? "",
            InnerException = Wrap(exception.InnerException, depth + 1),
        };
    }

    private static Exception? Unwrap(ExceptionData? data, int depth)
    {
        if (data is null || depth > DeepestCause)
        {
            return null;
        }

        var cause = Unwrap(data.InnerException, depth + 1);
        var exception = Make(data, cause) ?? new InvalidOperationException($"{data.TypeName}: {data.Message}", cause);
        exception.Source = data.Source;
        return data.StackTrace.Length > 0 ? ExceptionDispatchInfo.SetRemoteStackTrace(exception, data.StackTrace) : exception;
    }

    private static Exception? Make(ExceptionData data, Exception? cause)
    {
        try
        {
            var type = Type.GetType(data.TypeName, throwOnError: false);
            if (type is null || type.IsAbstract || !typeof(Exception).IsAssignableFrom(type))
            {
                return null;
            }

            if (type.GetConstructor([typeof(string), typeof(Exception)]) is { } full)
            {
                return (Exception)full.Invoke([data.Message, cause]);
            }

            return type.GetConstructor([typeof(string)]) is { } simple ? (Exception)simple.Invoke([data.Message]) : null;
        }
        catch (Exception)
        {
            // A constructor that refuses, or an assembly that can't be loaded: the plain exception tells as much.
            return null;
        }
    }
}
