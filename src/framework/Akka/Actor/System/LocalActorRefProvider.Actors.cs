namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Configuration;

public sealed partial class LocalActorRefProvider
{
    public IInternalActorRef ActorOf(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy? deploy, bool lookupDeploy, bool async)
    {
        var actual = props;
        if (lookupDeploy && Deployer.Lookup(path) is { } configured)
        {
            // What the configuration says about a path wins over what the code says.
            actual = configured.Dispatcher is null ? actual : actual.WithDispatcher(configured.Dispatcher);
            actual = configured.Mailbox is null ? actual : actual.WithMailbox(configured.Mailbox);
        }

        if (!system.Dispatchers.HasDispatcher(actual.Dispatcher))
        {
            throw new ConfigurationException($"Dispatcher [{actual.Dispatcher}] not configured for path {path}");
        }

        try
        {
            var dispatcher = system.Dispatchers.Lookup(actual.Dispatcher);
            var key = (actual.Type, actual.Dispatcher, actual.Mailbox);
            if (!_mailboxTypes.TryGetValue(key, out var mailboxType))
            {
                mailboxType = _mailboxTypes[key] = system.Mailboxes.GetMailboxType(actual, dispatcher.Configurator.Config);
            }

            return new LocalActorRef(
                system, actual, dispatcher, mailboxType, supervisor, path, sendSupervise: supervisor is not ActorRefWithCell);
        }
        catch (Exception e) when (e is not ConfigurationException)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{actual.Dispatcher}] and mailbox [{actual.Mailbox}]", e);
        }
    }

    public IActorRef ResolveActorRef(string path)
    {
        if (IgnoreActorRef.IsIgnoreRefPath(path))
        {
            return _ignoreRef;
        }

        if (ActorPath.TryParse(path, out var parsed) && parsed.Address.Equals(_rootPath.Address))
        {
            return Resolve(parsed);
        }

        Log.Log(Event.LogLevel.DebugLevel, null!, $"resolve of unknown path [{path}] failed");
        return DeadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (IgnoreActorRef.IsIgnoreRefPath(actorPath))
        {
            return _ignoreRef;
        }

        if (actorPath.Address.Equals(_rootPath.Address))
        {
            return Resolve(actorPath);
        }

        Log.Log(Event.LogLevel.DebugLevel, null!, $"resolve of foreign ActorPath [{actorPath}] failed");
        return DeadLetters;
    }

    /// <summary>The local actor of a path whatever its address, or a reference to its place.</summary>
    internal IInternalActorRef Resolve(ActorPath path)
    {
        var elements = path.ElementsWithUid;
        if (elements.Count == 0)
        {
            return RootGuardian;
        }

        var found = RootGuardian.GetChild(elements);
        return found.IsNobody()
            ? new EmptyLocalActorRef(_system!.Provider, path, EventStream)
            : (IInternalActorRef)found;
    }
}
